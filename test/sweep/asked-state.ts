import {isDeepStrictEqual} from 'node:util'
import {linuxNode, linuxRelease} from '../lifecycle/connector-result.ts'
import {whereInCluster} from '../lifecycle/secrecy.ts'
import type {ClusterObject, Snapshot} from '../lifecycle/snapshot.ts'
import type {Operation} from './operations.ts'
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
  readonly lease: {readonly spec?: {readonly renewTime?: string}}
}

/** Why the state is not the one that was asked for; empty when it is. `empty` is the snapshot of a world without a connector. */
export async function whyNotAsked(site: Site, {tag}: Operation, now: Snapshot, empty: Snapshot): Promise<readonly string[]> {
  return tag === undefined ? whyNotEmpty(now, empty) : whyNotInstalled(site, tag, now)
}

function whyNotEmpty(now: Snapshot, empty: Snapshot): readonly string[] {
  const differing = [...new Set([...Object.keys(now), ...Object.keys(empty)])].filter(name => !isDeepStrictEqual(now[name], empty[name]))
  return differing.length === 0 ? [] : [`${differing.join(', ')} not as before the first install`]
}

async function whyNotInstalled({world}: Site, tag: string, now: Snapshot): Promise<readonly string[]> {
  const expected = [
    'Node ' + linuxNode,
    `coordination.k8s.io/Lease kube-node-lease/${linuxNode}`,
    `apps/Deployment ${namespace}/${linuxRelease}`,
    `Secret ${namespace}/${linuxRelease}`,
    `ConfigMap ${namespace}/${linuxRelease}-receipt`,
  ]
  const missing = expected.filter(name => now[name] === undefined)
  if (missing.length > 0) return [`${missing.join(', ')} not there`]
  const [node, deployment, lease] = (await Promise.all([
    world.get(`/api/v1/nodes/${linuxNode}`),
    world.get(`/apis/apps/v1/namespaces/${namespace}/deployments/${linuxRelease}`),
    world.get(`/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${linuxNode}`),
  ])) as [Live['node'], Live['deployment'], Live['lease']]
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
    ...whatHelmHolds(now),
    ...whatTheReceiptSays(now, tag),
    [
      world.azure.state.roleAssignments.filter(({principalId}) => principalId === world.azure.principal(connectorPrincipal).objectId)
        .length === 1,
      'not one role assignment',
    ],
  ]
  return held.flatMap(([ok, what]) => (ok ? [] : [what]))
}

/** The status that Helm's last revision has. */
export function releaseRevision(now: Snapshot): {readonly revision: number; readonly status: string} | undefined {
  const revisions = Object.entries(now).flatMap(([name, object]) => {
    const {labels = {}} = (object as ClusterObject).metadata ?? {}
    return name.startsWith(`Secret ${namespace}/sh.helm.release.v1.${linuxRelease}.v`)
      ? [{revision: Number(labels['version']), status: labels['status'] ?? ''}]
      : []
  })
  return revisions.toSorted((a, b) => b.revision - a.revision)[0]
}

function whatHelmHolds(now: Snapshot): readonly (readonly [boolean, string])[] {
  const last = releaseRevision(now)
  return [[last?.status === 'deployed', `release ${last?.status ?? 'missing'}`]]
}

function whatTheReceiptSays(now: Snapshot, tag: string): readonly (readonly [boolean, string])[] {
  const {data} = now[`ConfigMap ${namespace}/${linuxRelease}-receipt`] as {readonly data: Readonly<Record<string, string>>}
  const receipt = JSON.parse(data['receipt.json'] ?? '') as {
    readonly claim?: unknown
    readonly applied?: {readonly revision: number; readonly image: string}
    readonly roleAssignmentId?: string
  }
  return [
    [receipt.claim === undefined, 'receipt still claimed'],
    [receipt.applied?.revision === releaseRevision(now)?.revision, `receipt of revision ${receipt.applied?.revision}`],
    [receipt.applied?.image.endsWith(`:${tag}`) === true, 'receipt of another image'],
    [receipt.roleAssignmentId !== undefined, 'receipt without the role assignment'],
  ]
}

/** The connector's secret stands in its own Secret and nowhere else; nobody else's stands anywhere. */
export function whereSecretsStand({azure}: Site['world'], now: Snapshot): readonly string[] {
  const objects = Object.values(now).filter(
    (value): value is ClusterObject =>
      (value as Partial<ClusterObject>).kind !== undefined && (value as Partial<ClusterObject>).metadata !== undefined,
  )
  return azure.state.principals.flatMap(({name, secrets = []}) =>
    secrets
      .flatMap(secret => whereInCluster(objects, secret))
      .filter(place => name !== connectorPrincipal || place !== `Secret ${namespace}/${linuxRelease}`)
      .map(place => `the secret of ${name} stands in ${place}`),
  )
}
