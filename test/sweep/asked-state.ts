import {isDeepStrictEqual} from 'node:util'
import {whereInCluster} from '../lifecycle/world/secrecy.ts'
import type {ClusterObject, Snapshot} from '../lifecycle/world/snapshot.ts'
import type {ConnectorNames, Operation} from './operations.ts'
import {connectorPrincipal, type Site} from './site.ts'

const namespace = 'virtual-kubelet'

interface Live {
  readonly node: {
    readonly status?: {readonly conditions?: readonly {readonly type: string; readonly status: string}[]}
    readonly spec?: {readonly unschedulable?: boolean}
  }
  readonly deployment: {
    readonly metadata: {readonly generation: number}
    readonly spec: {readonly template: {readonly spec: {readonly containers: readonly {readonly image: string}[]}}}
    readonly status?: {
      readonly observedGeneration?: number
      readonly updatedReplicas?: number
      readonly availableReplicas?: number
      readonly replicas?: number
    }
  }
  readonly lease: {readonly spec?: {readonly renewTime?: string; readonly holderIdentity?: string}}
}

/** Why the state is not the one that was asked for; empty when it is. `empty` is the snapshot of a world without a connector. */
export async function whyNotAsked(site: Site, {tag, connectors}: Operation, now: Snapshot, empty: Snapshot): Promise<readonly string[]> {
  if (tag === undefined) return whyNotEmpty(now, empty)
  const reasons = await Promise.all(connectors.map(connector => whyNotInstalled(site, connector, tag, now)))
  return reasons.flat()
}

function whyNotEmpty(now: Snapshot, empty: Snapshot): readonly string[] {
  const differing = [...new Set([...Object.keys(now), ...Object.keys(empty)])].filter(name => !isDeepStrictEqual(now[name], empty[name]))
  return differing.length === 0 ? [] : [`${differing.join(', ')} not as before the first install`]
}

/** Of one connector; each reason begins with its release. */
async function whyNotInstalled({world}: Site, {release, nodeName}: ConnectorNames, tag: string, now: Snapshot): Promise<readonly string[]> {
  const expected = [
    `Node ${nodeName}`,
    `coordination.k8s.io/Lease kube-node-lease/${nodeName}`,
    `apps/Deployment ${namespace}/${release}`,
    `Secret ${namespace}/${release}`,
    `Secret ${namespace}/${release}-record`,
    `coordination.k8s.io/Lease ${namespace}/${release}-lock`,
  ]
  const missing = expected.filter(name => now[name] === undefined)
  if (missing.length > 0) return [`${release}: ${missing.join(', ')} not there`]
  const [node, deployment, lease, lock] = (await Promise.all([
    world.get(`/api/v1/nodes/${nodeName}`),
    world.get(`/apis/apps/v1/namespaces/${namespace}/deployments/${release}`),
    world.get(`/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${nodeName}`),
    world.get(`/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/${release}-lock`),
  ])) as [Live['node'], Live['deployment'], Live['lease'], Live['lease']]
  const {status = {}, spec, metadata} = deployment
  const held: readonly (readonly [boolean, string])[] = [
    [node.status?.conditions?.some(({type, status: value}) => type === 'Ready' && value === 'True') === true, 'node not Ready'],
    [node.spec?.unschedulable !== true, 'node cordoned'],
    [Date.now() - Date.parse(lease.spec?.renewTime ?? '') < 40_000, 'lease not renewed'],
    [
      status.observedGeneration === metadata.generation &&
        status.updatedReplicas === 1 &&
        status.availableReplicas === 1 &&
        status.replicas === 1,
      'Deployment not rolled out',
    ],
    [spec.template.spec.containers[0]?.image.endsWith(`:${tag}`) === true, `image not ${tag}`],
    ...whatHelmHolds(now, release),
    ...whatTheRecordSays(now, release, tag),
    [(lock.spec?.holderIdentity ?? '') === '', 'still locked'],
    [
      world.azure.state.roleAssignments.filter(({principalId}) => principalId === world.azure.principal(connectorPrincipal).objectId)
        .length === 1,
      'not one role assignment',
    ],
  ]
  return held.flatMap(([ok, what]) => (ok ? [] : [`${release}: ${what}`]))
}

/** The status that Helm's last revision has. */
export function releaseRevision(now: Snapshot, release: string): {readonly revision: number; readonly status: string} | undefined {
  const revisions = Object.entries(now).flatMap(([name, object]) => {
    const {labels = {}} = (object as ClusterObject).metadata ?? {}
    return name.startsWith(`Secret ${namespace}/sh.helm.release.v1.${release}.v`)
      ? [{revision: Number(labels['version']), status: labels['status'] ?? ''}]
      : []
  })
  return revisions.toSorted((a, b) => b.revision - a.revision)[0]
}

function whatHelmHolds(now: Snapshot, release: string): readonly (readonly [boolean, string])[] {
  const last = releaseRevision(now, release)
  return [[last?.status === 'deployed', `release ${last?.status ?? 'missing'}`]]
}

function whatTheRecordSays(now: Snapshot, release: string, tag: string): readonly (readonly [boolean, string])[] {
  const {data} = now[`Secret ${namespace}/${release}-record`] as {readonly data: Readonly<Record<string, string>>}
  const record = JSON.parse(Buffer.from(data['record.json'] ?? '', 'base64').toString()) as {
    readonly applied?: {readonly revision: number; readonly image: string}
    readonly roleAssignmentId?: string
  }
  return [
    [record.applied?.revision === releaseRevision(now, release)?.revision, `record of revision ${record.applied?.revision}`],
    [record.applied?.image.endsWith(`:${tag}`) === true, 'record of another image'],
    [record.roleAssignmentId !== undefined, 'record without the role assignment'],
  ]
}

/** The connector's secret stands in the Secrets of its own and nowhere else; nobody else's stands anywhere. */
export function whereSecretsStand({azure}: Site['world'], {connectors}: Operation, now: Snapshot): readonly string[] {
  const objects = Object.values(now).filter(
    (value): value is ClusterObject =>
      (value as Partial<ClusterObject>).kind !== undefined && (value as Partial<ClusterObject>).metadata !== undefined,
  )
  const homes = new Set(connectors.map(({release}) => `Secret ${namespace}/${release}`))
  return azure.state.principals.flatMap(({name, secrets = []}) =>
    secrets
      .flatMap(secret => whereInCluster(objects, secret))
      .filter(place => name !== connectorPrincipal || !homes.has(place))
      .map(place => `the secret of ${name} stands in ${place}`),
  )
}
