import {describe, expect, it} from '@jest/globals'
import {known, valueOf} from '../../../../src/lib/checks/engine/fact.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import {conditionsOf} from '../../../../src/lib/connector/inventory/conditions.ts'
import {readInstalled, type Installed} from '../../../../src/lib/connector/inventory/installed.ts'
import {statusOf} from '../../../../src/lib/connector/inventory/status.ts'
import {recordObject, type ConnectorRecord} from '../../../../src/lib/connector/model/record/record.ts'
import {NotAllowedError, UserError} from '../../../../src/lib/errors.ts'
import type {Release} from '../../../../src/lib/helm/releases.ts'
import {openKubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import type {DeploymentObject, KubeObject, PodObject} from '../../../../src/lib/kubernetes/objects.ts'
import {deployment, lease, node, nodeName, now, pod, release} from '../../checks/objects.ts'
import {showing} from '../../kubernetes/shown.ts'
import {helmRelease, record} from '../install/wanted.ts'

const ours: ConnectorRecord = {...record(), connectorName: 'virtual-kubelet', release, nodeName, namespace: 'vk'}
const helmDeployment: KubeObject = {
  ...deployment(),
  metadata: {...deployment().metadata, annotations: {'meta.helm.sh/release-name': release, 'meta.helm.sh/release-namespace': 'vk'}},
}
const account: KubeObject = {apiVersion: 'v1', kind: 'ServiceAccount', metadata: {name: 'default', namespace: 'vk'}}
const whole: readonly KubeObject[] = [recordObject(ours), helmDeployment, pod(), node(), lease(), account]
const aRelease = helmRelease(ours)

interface Cluster {
  readonly objects?: readonly KubeObject[]
  readonly releases?: readonly Release[] | Error
  /** Lists show only Secrets that have labels. */
  readonly hidesUnlabelled?: boolean
  /** What kubectl says when it is asked for one of these kinds. */
  readonly trouble?: Readonly<Record<string, string>>
}

const plurals: Readonly<Record<string, string>> = {
  ConfigMap: 'configmaps',
  Secret: 'secrets',
  Deployment: 'deployments',
  Pod: 'pods',
  Node: 'nodes',
  Lease: 'leases',
  ServiceAccount: 'serviceaccounts',
  DaemonSet: 'daemonsets',
}

/** Reads a cluster of vkctl's own connectors. */
function read({objects = [], releases = [], trouble = {}, hidesUnlabelled = false}: Cluster) {
  const run = showing(({plural, query}) => {
    const isShown = ({kind, metadata}: KubeObject): boolean => {
      const selector = query.get('labelSelector')
      if (kind === 'Node') return selector === null || selector.startsWith('type=') === (metadata.labels?.['type'] === 'virtual-kubelet')
      return !hidesUnlabelled || kind !== 'Secret' || metadata.labels !== undefined || selector === null
    }
    return trouble[plural] ?? objects.filter(object => plurals[object.kind ?? ''] === plural && isShown(object))
  })
  const kubectl = openKubectl(run, 'kubectl', {kubeconfig: 'x'})
  const session = {
    kubectl,
    releases: async () => {
      if (releases instanceof Error) throw releases
      return releases
    },
  } as unknown as ClusterSession
  return readInstalled({signal: new AbortController().signal}, session)
}

function statusNow(one: Installed) {
  return statusOf(one, one.facts, conditionsOf(one, one.facts, now))
}

const forbidden = (kind: string) =>
  `Error from server (Forbidden): ${kind} is forbidden: User "me" cannot list resource "${kind}" in API group "" at the cluster scope`

describe('what is installed', () => {
  it('is found by its record, and read whole', async () => {
    const found = await read({objects: whole, releases: [aRelease]})
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({release, nodeName, origin: 'vkctl', record: ours})
    expect(found.map(statusNow)).toEqual(['Ready'])
    expect(found[0]?.facts.rivals).toEqual(known([]))
  })

  it('has its pod once, also when somebody removed the labels of its Deployment', async () => {
    const unlabelled = {
      metadata: {...helmDeployment.metadata, labels: {}},
      spec: {...(helmDeployment as DeploymentObject).spec, selector: {matchLabels: {a: 'b'}}},
    }
    const objects = whole.map(one => (one.kind === 'Deployment' ? {...helmDeployment, ...unlabelled} : one))
    const [found] = await read({objects, releases: [aRelease]})
    expect(valueOf(found?.facts.pods)?.map(({metadata}) => metadata.name)).toHaveLength(1)
  })

  it('is found by its release when the record is lost, and by its node when all else is', async () => {
    expect(await read({objects: whole.slice(1), releases: [aRelease]})).toMatchObject([
      {origin: 'vkctl', record: undefined, release, nodeName, connectorName: 'virtual-kubelet', osType: 'Linux', location: 'eastus'},
    ])
    expect(await read({objects: [node()]})).toMatchObject([{origin: 'unknown', release, nodeName}])
  })

  it('is a pod without a workload, found by the address of its node', async () => {
    const podOf = (metadata: Partial<KubeObject['metadata']>, program: object): PodObject => ({
      ...pod(),
      metadata: {...pod().metadata, ...metadata},
      spec: {containers: [Object.assign({name: 'c', args: ['--nodename', nodeName]}, program)]},
    })
    const ownerReferences = [{kind: 'ReplicaSet', name: 'r', uid: 'u'}]
    const image = 'mcr.microsoft.com/oss/virtual-kubelet/virtual-kubelet:1.6.4'
    const bare = podOf({name: 'bare'}, {image})
    const others = [podOf({name: 'owned', ownerReferences}, {image}), podOf({name: 'other'}, {image: 'nginx'})]
    const found = await read({objects: [node(), lease(), account, bare, ...others]})
    expect(found).toMatchObject([{origin: 'manifest', nodeName, workload: {kind: 'Pod', namespace: 'vk', name: 'bare'}}])
    expect(found.map(statusNow)).toEqual(['Ready'])
    // Whether the node is left behind is unknown if nobody may look for its pod.
    const unread = await read({objects: [node()], trouble: {pods: forbidden('pods')}}).then(
      ([one]) => one?.facts.deployments.known,
      () => 'refused',
    )
    expect(unread).toBe(false)
  })

  it('is a DaemonSet with the state of its pods', async () => {
    const daemon: KubeObject = {...helmDeployment, kind: 'DaemonSet', metadata: {name: 'daemon', namespace: 'vk'}}
    const found = await read({objects: [daemon, pod(), node(), lease(), account]})
    expect(found).toMatchObject([{origin: 'manifest', nodeName, workload: {kind: 'DaemonSet', name: 'daemon'}}])
    expect(found.map(statusNow)).toEqual(['Ready'])
    expect((await read({objects: [daemon, pod({ready: false}), node(), lease(), account]})).map(statusNow)).toEqual(['NotReady'])
  })

  it('is nothing in an empty cluster, and other charts and nodes are none', async () => {
    const machine = {...node(), spec: {...node().spec, providerID: 'azure:///virtualMachineScaleSets/x'}}
    expect(await read({objects: [machine], releases: [{...aRelease, chartName: 'nginx'}]})).toEqual([])
  })

  it('has a node without the labels of one, and lacks the service account that somebody deleted', async () => {
    const bare = {...node(), metadata: {name: nodeName, labels: {}}}
    const [found] = await read({objects: [recordObject(ours), helmDeployment, pod(), bare, lease()], releases: [aRelease]})
    expect(found?.facts.node).toMatchObject({value: {metadata: {name: nodeName}}})
    expect(found?.facts.missingReferences).toEqual(known(['ServiceAccount vk/default']))
    expect(found && statusNow(found)).toBe('NotReady')
  })

  it('has a broken record when the Secret in its place has no labels', async () => {
    const object = recordObject(ours)
    const bare = {...object, metadata: {name: object.metadata.name, namespace: 'vk'}}
    const found = await read({objects: [...whole.slice(1), bare], releases: [aRelease], hidesUnlabelled: true})
    expect(found).toMatchObject([{record: undefined, recordFault: {kind: 'broken', reason: 'its labels are not those that vkctl sets'}}])
  })

  it('is missing when only its record is there', async () => {
    const found = await read({objects: whole.slice(0, 1)})
    expect(found.map(statusNow)).toEqual(['Missing'])
  })

  it('tells of another release that registers the same node', async () => {
    const copy = {
      ...helmDeployment,
      metadata: {
        ...helmDeployment.metadata,
        name: 'copy',
        namespace: 'other',
        annotations: {'meta.helm.sh/release-name': 'copy', 'meta.helm.sh/release-namespace': 'other'},
      },
    }
    const found = await read({objects: [...whole, copy], releases: [aRelease, {...aRelease, name: 'copy', namespace: 'other'}]})
    expect(found.find(one => one.release === release)?.facts.rivals).toEqual(known(['other/copy']))
  })
})

describe('a workload in another namespace', () => {
  const theirs = {...helmDeployment, metadata: {...helmDeployment.metadata, name: 'theirs', namespace: 'dev'}}

  it('that claims to be of a release is not believed beside the one in its namespace', async () => {
    const found = await read({objects: [theirs, ...whole], releases: [aRelease]})
    const own = found.find(one => one.release === release)
    expect(own?.facts.deployments).toEqual(known([helmDeployment]))
    // Its arguments name the same node.
    expect(own?.facts.rivals).toEqual(known(['Deployment dev/theirs']))
  })
})

describe('what could not be read', () => {
  it.each(['deployments', 'pods', 'nodes'])('of %s makes the status unknown', async kind => {
    const [found] = await read({objects: whole, releases: [aRelease], trouble: {[kind]: forbidden(kind)}})
    expect(found && statusNow(found)).toBe('Unknown')
  })

  it('of leases makes the lease unknown, not absent', async () => {
    const [found] = await read({objects: whole, releases: [aRelease], trouble: {leases: forbidden('leases.coordination.k8s.io "x"')}})
    expect(found?.facts.lease).toMatchObject({known: false, reason: expect.stringContaining('cannot list')})
  })

  it('of Helm makes the release unknown', async () => {
    const [found] = await read({objects: whole, releases: new UserError('helm fell over')})
    expect(found?.facts.helm).toMatchObject({known: false, reason: 'helm fell over'})
    expect(found && statusNow(found)).toBe('Unknown')
  })

  it('may be about any kind when the server does not say which', async () => {
    const [found] = await read({objects: whole, releases: [aRelease], trouble: {nodes: 'Error from server: etcdserver: request timed out'}})
    expect(found?.facts.node).toMatchObject({known: false, reason: 'etcdserver: request timed out'})
  })

  it('of records is an error: nobody knows then what vkctl installed', async () => {
    const reading = read({objects: whole, releases: [aRelease], trouble: {configmaps: forbidden('configmaps')}})
    await expect(reading).rejects.toThrow(NotAllowedError)
    await expect(reading).rejects.toThrow(/configmaps is forbidden/)
  })

  it('is an error, and of its own kind, when nothing was found', async () => {
    await expect(read({trouble: {nodes: forbidden('nodes')}})).rejects.toThrow(NotAllowedError)
    await expect(read({trouble: {pods: 'Error from server: etcdserver: request timed out'}})).rejects.toMatchObject({exitCode: 1})
    await expect(read({releases: new UserError('helm fell over')})).rejects.toThrow('helm fell over')
  })
})
