import {isDeepStrictEqual} from 'node:util'
import {connectors, validation} from '../../lifecycle/world/connector-result.ts'
import type {ClusterObject} from '../../lifecycle/world/snapshot.ts'
import type {VkctlRun} from '../../lifecycle/world/vkctl-process.ts'
import type {Finding} from '../finding.ts'
import {whyMayDiffer} from './may-differ.ts'
import {contentOf} from './points.ts'
import {install, isSame, type DriftSite} from './site.ts'

/** `undefined`: the API server does not let anybody do this, or it changes nothing. */
export type Tried = Finding | undefined

/** Does this to an object: validate finds it, the install restores it, and a second install changes nothing. */
export async function tryDrift(site: DriftSite, point: DriftSite['points'][number]): Promise<Tried> {
  const {part, name} = point
  const before = await site.read(part)
  if (before === undefined) return {name, problems: ['the object was gone before'], record: []}
  if (!(await isDone(site, point, before))) return undefined

  const runs: VkctlRun[] = []
  const run = async (line: string): Promise<VkctlRun> => {
    const ended = await site.run(line)
    runs.push(ended)
    return ended
  }
  const problems = await problemsAfter({site, run, before}, point)
  if (!isSame(before, await site.read(part))) await putBack(site, part.path, before)
  const said = ({args, exitCode, stdout, stderr}: VkctlRun): string => `$ vkctl ${args.join(' ')}\n${bad(stdout)}${stderr}-> ${exitCode}`
  return {name, problems, record: runs.map(said)}
}

interface Trial {
  readonly site: DriftSite
  readonly run: DriftSite['run']
  readonly before: ClusterObject
}

async function problemsAfter({site, run, before}: Trial, {part, path}: DriftSite['points'][number]): Promise<readonly string[]> {
  const may = whyMayDiffer(part.name, path)
  const validated = await run('validate -o json')
  const isSeen = may?.found === false ? [] : unseen(validated)
  const installed = await run(install)
  if (installed.exitCode !== 0) return may?.refused === true ? isSeen : [...isSeen, `install-connector ended with ${installed.exitCode}`]
  const after = await site.read(part)
  const again = await run(install)
  const [result] = again.exitCode === 0 ? connectors(again) : []
  const isAgain = result?.changed === false && result.status === 'Ready'
  const mustBeSame = may === undefined || may.refused
  return [
    ...isSeen,
    ...(mustBeSame && !isSame(before, after) ? [`not as before: ${differing(before, after)}`] : []),
    ...(isAgain ? [] : ['the second install changed something']),
  ]
}

/** What validate prints, without the checks that are ok. */
function bad(stdout: string): string {
  if (!stdout.includes('"findings"')) return stdout
  const {findings} = JSON.parse(stdout) as {
    readonly findings: readonly {readonly id: string; readonly verdict: string; readonly message: string}[]
  }
  return findings
    .flatMap(({id, verdict, message}) => (['ok', 'skipped'].includes(verdict) ? [] : [`${verdict}: ${id}: ${message}\n`]))
    .join('')
}

/** Whether the object was changed or deleted. */
async function isDone(
  {world, read}: DriftSite,
  {part, path, candidates}: DriftSite['points'][number],
  before: ClusterObject,
): Promise<boolean> {
  if (candidates === undefined) {
    const {kind, metadata} = part.object
    await world.kubectl(['delete', kind, metadata.name, ...(metadata.namespace === undefined ? [] : ['--namespace', metadata.namespace])])
    return true
  }
  for (const candidate of candidates) {
    const {exitCode} = await world.tryKubectl('replace -f -', JSON.stringify(candidate))
    if (exitCode !== 0) continue
    const now = await read(part)
    // The candidate also puts back what counts up, such as the revision of a Deployment. That alone is no change.
    const isEqual =
      whyMayDiffer(part.name, path) === undefined ? isSame(now, before) : isDeepStrictEqual(now && contentOf(now), contentOf(before))
    if (now !== undefined && !isEqual) return true
  }
  return false
}

async function putBack({world}: DriftSite, path: string, object: ClusterObject): Promise<void> {
  const now = await world.get(path).catch(() => undefined)
  await world.tryKubectl(now === undefined ? 'create -f -' : 'replace -f -', JSON.stringify(contentOf(object)))
}

function unseen(validated: VkctlRun): readonly string[] {
  if (validated.stdout === '') return [`validate printed nothing: ${validated.stderr}`]
  const {findings} = validation(validated)
  const isSeen = findings.some(({verdict}) => verdict === 'problem' || verdict === 'warning')
  return isSeen ? [] : ['validate finds nothing']
}

function differing(before: ClusterObject, after: ClusterObject | undefined): string {
  if (after === undefined) return 'it is gone'
  return `${JSON.stringify(contentOf(before))} is now ${JSON.stringify(contentOf(after))}`
}
