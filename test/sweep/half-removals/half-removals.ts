import {setTimeout as wait} from 'node:timers/promises'
import {isNotFound} from '../../../sandbox/client/cluster-client.ts'
import type {RemoveResult} from '../../lifecycle/world/connector-result.ts'
import type {ClusterObject, Snapshot} from '../../lifecycle/world/snapshot.ts'
import type {CommandRun} from '../../run-command.ts'
import type {Finding} from '../finding.ts'
import type {Stage} from './stage.ts'

/** What was made with the connector and its pod, by name, and the resource group of its container groups. Kubernetes' own objects of a namespace are none of it. */
export function partsOf({empty, full, azure}: Pick<Stage, 'empty' | 'full' | 'azure'>): readonly string[] {
  const made = Object.keys(full).filter(name => empty[name] === undefined && !/kube-root-ca\.crt$|ServiceAccount \S+\/default$/.test(name))
  const cluster = azure.clusters[0]?.nodeResourceGroup
  const groups = [...azure.containerGroups.values()].map(({resourceGroup}) => resourceGroup).filter(name => name !== cluster)
  return [...made, ...new Set(groups.map(name => `resource group ${name}`))]
}

/** Each part alone, then each two of them. */
export function pointsOf(parts: readonly string[]): readonly (readonly string[])[] {
  return [...parts.map(part => [part]), ...parts.flatMap((one, index) => parts.slice(index + 1).map(other => [one, other]))]
}

/**
 * Deletes these parts of a connector, then removes it: nothing is left, or all that is left is told, and then a second run ends it. Container groups of which
 * nothing shows whose they are stay until a person deletes them.
 */
export async function tryHalfRemoval(stage: Stage, parts: readonly string[]): Promise<Finding> {
  stage.restore()
  for (const part of parts) await deletePart(stage, part)
  const first = await stage.remove()
  const left = await leftAfter(stage)
  const problems = untrue(first, left)
  const record = [told(first)]
  if (left.length > 0) {
    const unclear = left.filter(name => name.startsWith('container group '))
    for (const name of unclear) stage.azure.containerGroups.delete(name.slice('container group '.length).toLowerCase())
    const second = await stage.remove()
    const still = await leftAfter(stage)
    record.push(told(second))
    problems.push(...untrue(second, still).map(what => `run again: ${what}`))
    if (still.length > 0) problems.push(`run again: still there: ${still.join(', ')}`)
  }
  return {name: `without ${parts.join(' and ')}`, problems, record}
}

/** What is there and was not before the install. What goes by itself gets some time. */
async function leftAfter({empty, snapshot}: Stage): Promise<readonly string[]> {
  const deadline = Date.now() + 2000
  for (;;) {
    const now: Snapshot = await snapshot()
    const left = Object.keys(now).filter(name => empty[name] === undefined)
    if (left.length === 0 || Date.now() > deadline) return left
    await wait(50)
  }
}

/** As long as the record is there, so are its namespace and the released lock. */
const staysWithRecord = /^Namespace |kube-root-ca\.crt$|ServiceAccount \S+\/default$|-lock$/

function untrue({exitCode, stdout, stderr}: CommandRun, there: readonly string[]): string[] {
  if (exitCode === 3) return there.length === 0 ? [] : [`it found no connector, but there is ${there.join(', ')}`]
  if (exitCode !== 0 && exitCode !== 7) return [`it ended with ${exitCode}`]
  const results = JSON.parse(stdout) as readonly RemoveResult[]
  const left = results.flatMap(result => result.left)
  const untold = there.filter(name => !staysWithRecord.test(name) && ![...left, stderr].some(text => text.includes(lastPart(name))))
  return [
    ...(exitCode === 0 && there.length > 0 ? [`it ended with 0, but there is ${there.join(', ')}`] : []),
    ...(exitCode === 7 && left.length === 0 ? ['it ended with 7 and tells nothing'] : []),
    ...(untold.length > 0 ? [`it does not tell ${untold.join(', ')}`] : []),
    ...left.filter(what => !there.some(name => what.includes(lastPart(name)))).map(what => `it tells ${what}, which is not there`),
  ]
}

function lastPart(name: string): string {
  return name.split(/[ /]/).at(-1) ?? name
}

function told({exitCode, stdout, stderr}: CommandRun): string {
  return `${stdout}${stderr}-> ${exitCode}`
}

async function deletePart({azure, client, full}: Stage, part: string): Promise<void> {
  const isPart = (id: string): boolean => id.toLowerCase().includes(`/resourcegroups/${lastPart(part).toLowerCase()}/`)
  if (part.startsWith('resource group ')) {
    remove(azure.resourceGroups, ({name}) => name === lastPart(part))
    remove(azure.roleAssignments, ({scope}) => isPart(`${scope}/`))
    for (const id of azure.containerGroups.keys()) if (isPart(id)) azure.containerGroups.delete(id)
  } else if (part.startsWith('role assignment ')) remove(azure.roleAssignments, ({name}) => name === lastPart(part))
  else if (part.startsWith('container group ')) azure.containerGroups.delete(part.slice('container group '.length).toLowerCase())
  else await deleteObject(client, full[part] as ClusterObject)
}

function remove<T>(all: T[], isMeant: (one: T) => boolean): void {
  all.splice(0, Infinity, ...all.filter(one => !isMeant(one)))
}

/** Deletes an object as `kubectl delete --force` does, and waits until it is gone. */
async function deleteObject(client: Stage['client'], {apiVersion, kind, metadata: {namespace, name}}: ClusterObject): Promise<void> {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
  const plural = `${kind.toLowerCase().replace(/y$/, 'ie')}s`
  const path = `${root}${namespace === undefined ? '' : `/namespaces/${namespace}`}/${plural}/${encodeURIComponent(name)}`
  const missing = (error: unknown): true => {
    if (isNotFound(error)) return true
    throw error
  }
  if ((await client.delete(path, {gracePeriodSeconds: 0}).catch(missing)) === true) return
  const deadline = Date.now() + 10_000
  while ((await client.get(path).catch(missing)) !== true) {
    // What makes it again, as a ReplicaSet its pods, is part of what is tried.
    if (Date.now() > deadline || kind !== 'Namespace') return
    await wait(20)
  }
}
