import {vkctl} from '../lib/printed-commands/printed-command.ts'
import * as Args from '@oclif/core/args'
import {VkctlCommand} from '../command.ts'
import {helpWidth, paragraph} from '../help/layout.ts'
import {allRules} from '../lib/checks/catalogue.ts'
import type {RuleText} from '../lib/checks/engine/rule.ts'
import {UsageError} from '../lib/errors.ts'
import {suggest} from '../lib/suggest.ts'

export default class Explain extends VkctlCommand {
  static override summary = 'Explain a check: what you see, why it fails and how to fix it.'
  static override description = 'Reads neither Azure nor the cluster. Prints plain text unless --output or --query is given.'
  static override args = {
    id: Args.string({description: 'ID of a check, as vkctl validate prints it. Without it, all checks are listed.'}),
  }
  static override examples = [
    {description: 'Explain a finding of vkctl validate', command: 'vkctl explain role-assigned'},
    {description: 'List all checks', command: 'vkctl explain -o table'},
  ]

  async run(): Promise<void> {
    const {flags, args} = await this.parse(Explain)
    if (args.id === undefined) {
      const checks = allRules.map(({id, category, title}) => ({id, category, title}))
      return this.print(checks, {table: rows => rows.map(({id, ...row}) => ({check: id, ...row}))})
    }
    const rule = ruleNamed(args.id)
    if (this.defaulted.has('output') && flags.query === undefined) return this.system.write(pageText(rule, helpWidth(this.system.terminal)))
    const {id, category, title, page} = rule
    return this.print({id, category, title, ...page}, {table: ({id: check, ...row}) => ({check, ...row})})
  }
}

function ruleNamed(typed: string): RuleText {
  const rule = allRules.find(({id}) => id === typed.toLowerCase())
  if (rule !== undefined) return rule
  const [best, ...more] = suggest(
    typed,
    allRules.map(({id}) => id),
  )
  const suggestion = best === undefined ? [] : [`Did you mean ${[best, ...more.slice(0, 2)].map(id => `'${id}'`).join(' or ')} ?`]
  throw new UsageError(`There is no check '${typed}'.`, {hints: [...suggestion, 'To list all checks:', vkctl`explain --output table`]})
}

function pageText({id, category, title, page}: RuleText, width: number): string {
  const sections = {
    Symptom: page.symptom,
    Cause: page.cause,
    Fix: page.fix,
  }
  return [
    `${id} (${category})`,
    ...paragraph(`${title}.`, 1, width),
    ...Object.entries(sections).flatMap(([heading, text]) => ['', heading, ...paragraph(text, 1, width)]),
    '',
  ].join('\n')
}
