import {validation, type Validation} from '../../lifecycle/world/connector-result.ts'
import type {Api} from '../../lifecycle/world/world.ts'
import type {Finding} from '../finding.ts'
import type {Breakage, Cause} from './breakage.ts'
import {openCauseSite} from './site.ts'

type Found = Validation['findings'][number]

const isNoteworthy = ({verdict}: Found): boolean => verdict !== 'ok' && verdict !== 'skipped'
const told = ({verdict, id, target, message}: Found): string => `${verdict} ${id} (${target}): ${message}`

function names({id, message}: Found, cause: Cause): boolean {
  return id === cause.id && (cause.about?.test(message) ?? true)
}

const inWords = ({id, about}: Cause): string => (about === undefined ? id : `${id} about ${about.source}`)

/** Breaks a healthy connector of its own, and compares the first finding that is not ok with what was broken. */
export async function tryBreakage({name, of = 'kubelet', breaks, causes}: Breakage, api: Api): Promise<Finding> {
  const site = await openCauseSite(of, api)
  try {
    await breaks(site)
    const validated = await site.run('validate -o json')
    if (validated.stdout === '') return {name, problems: [`validate printed nothing: ${validated.stderr}`], record: []}
    const findings = validation(validated).findings.filter(isNoteworthy)
    const [first] = findings
    const isNamed = first === undefined ? causes.length === 0 : causes.some(cause => names(first, cause))
    const expected = causes.length === 0 ? 'nothing' : causes.map(inWords).join(' or ')
    const problem = `${first?.id ?? 'nothing'} comes first, not ${expected}`
    return {name, problems: isNamed ? [] : [problem], record: findings.map(told)}
  } finally {
    await site.close()
  }
}
