import {isDeepStrictEqual} from 'node:util'
import {removals, validation} from '../../lifecycle/world/connector-result.ts'
import type {ClusterObject, Snapshot} from '../../lifecycle/world/snapshot.ts'
import type {VkctlRun} from '../../lifecycle/world/vkctl-process.ts'
import type {Finding} from '../finding.ts'
import type {RecordPoint} from './points.ts'
import type {RecordSite} from './site.ts'

const documented: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
/** What vkctl, its chart and the upstream provider make for the connector, by name. */
const isOwn = (name: string): boolean => /virtual-kubelet(-|\b)|^role assignment /.test(name)

/** Runs every command over a forged record: nothing of anybody else is changed, and nothing of the connector is forgotten without a word. */
export async function tryRecord(site: RecordSite, {name, forge}: RecordPoint): Promise<Finding> {
  const {world, record, restore, plant, uproot} = site
  const problems: string[] = []
  const runs: VkctlRun[] = []
  const forged = forge(record)
  /** Runs vkctl and looks at what belongs to others. */
  const run = async (...lines: readonly string[]): Promise<readonly VkctlRun[]> => {
    const ended = await Promise.all(lines.map(line => site.run(line)))
    runs.push(...ended)
    for (const {args, exitCode, stderr} of ended) {
      if (stderr.includes('This is a bug in vkctl')) problems.push(`${args[0]} crashed: ${stderr}`)
      if (!documented.has(exitCode)) problems.push(`${args[0]} ended with ${exitCode}: ${stderr}`)
    }
    const touched = ofOthers(site.empty, await world.snapshot(), forged)
    if (touched.length > 0) problems.push(`${lines.map(line => line.split(' ')[0]).join(', ')} changed ${touched.join(', ')}`)
    return ended
  }

  await restore()
  await plant(forged)
  const [, validated] = await run('list', 'validate')
  const [installed] = await run('install-connector --timeout 30s')
  if (validated !== undefined && installed !== undefined) problems.push(...untold(validated, installed))
  await plant(forged)
  const [removed] = await run('remove-connector --yes --timeout 30s')
  const left = await leftOf(site, forged)
  if (removed !== undefined && left.length > 0 && !tells(removed)) problems.push(`forgotten without a word: ${left.join(', ')}`)

  await uproot(forged)
  if ((await leftOf(site, forged)).length > 0) {
    // With the record as it was, the rest goes.
    await site.restoreRecord()
    await run('remove-connector --yes --ignore-not-found --timeout 30s')
    const still = await leftOf(site, forged)
    if (still.length > 0) problems.push(`left with the true record: ${still.join(', ')}`)
  }
  return {
    name,
    problems,
    record: runs.map(({args, exitCode, stdout, stderr}) => `$ vkctl ${args.join(' ')}\n${stdout}${stderr}-> ${exitCode}`),
  }
}

/** What an install refuses because of the record, validate tells; what validate tells, the install refuses or warns of. */
function untold(validated: VkctlRun, installed: VkctlRun): readonly string[] {
  if (validated.stdout === '') return [`validate printed nothing: ${validated.stderr}`]
  const told = validation(validated).findings.some(
    ({id, verdict}) => id === 'record-valid' && (verdict === 'problem' || verdict === 'unknown'),
  )
  const refused = installed.exitCode !== 0 && /^ERROR: .*\brecord\b/m.test(installed.stderr)
  // A record under another name is lost to its own connector.
  const warned = /^WARNING: The record of \S+ does not exist/m.test(installed.stderr)
  if (told === refused || (told && warned)) return []
  return [
    told ? `validate tells it, but the install ended with ${installed.exitCode}` : 'the install refuses it, but validate does not tell it',
  ]
}

function tells({exitCode, stdout, stderr}: VkctlRun): boolean {
  if (exitCode === 0) return false
  return /^ERROR: \S/m.test(stderr) || removals({args: [], exitCode, stdout, stderr}).some(({left}) => left.length > 0)
}

/** Names of what differs from the world without the connector. */
async function leftOf(
  {world, empty}: RecordSite,
  forged: {readonly metadata: {readonly name: string; readonly namespace: string}},
): Promise<readonly string[]> {
  const now = await world.snapshot()
  return differing(empty, now).filter(name => !isPlanted(name, forged))
}

/** Names of what others have and what is not as it was, and of what is new and not the connector's. */
function ofOthers(
  empty: Snapshot,
  now: Snapshot,
  forged: {readonly metadata: {readonly name: string; readonly namespace: string}},
): readonly string[] {
  return differing(empty, now).filter(name => (empty[name] !== undefined || !isOwn(name)) && !isPlanted(name, forged))
}

const isPlanted = (name: string, {metadata}: {readonly metadata: {readonly name: string; readonly namespace: string}}): boolean =>
  name === `Secret ${metadata.namespace}/${metadata.name}`

function differing(before: Snapshot, after: Snapshot): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    name => !isDeepStrictEqual(withoutHealth(before[name]), withoutHealth(after[name])),
  )
}

/** A node without what its connector writes every minute, and without the taint that Kubernetes gives to one that is slow to do so. */
function withoutHealth(object: unknown): unknown {
  if ((object as Partial<ClusterObject> | undefined)?.kind !== 'Node') return object
  const {metadata, spec, ...rest} = object as ClusterObject & {readonly spec?: {readonly taints?: readonly {readonly key: string}[]}}
  const {'virtual-kubelet.io/last-applied-node-status': _status, ...annotations} = metadata.annotations ?? {}
  const taints = spec?.taints?.filter(({key}) => !key.startsWith('node.kubernetes.io/'))
  return {...rest, metadata: {...metadata, annotations}, spec: {...spec, taints}}
}
