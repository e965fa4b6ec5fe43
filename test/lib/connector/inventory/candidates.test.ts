import {describe, expect, it} from '@jest/globals'
import {known, unknown} from '../../../../src/lib/checks/engine/fact.ts'
import {belongsTo, type Readings} from '../../../../src/lib/connector/inventory/candidate.ts'
import {connectorReleases, findCandidates} from '../../../../src/lib/connector/inventory/candidates.ts'
import {connectorLabels} from '../../../../src/lib/connector/model/labels.ts'
import {recordObject} from '../../../../src/lib/connector/model/record/record.ts'
import type {DeploymentObject, KubeObject, NodeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {helmRelease, record} from '../install/wanted.ts'

const read = (...objects: readonly KubeObject[]) => known({objects, unread: []})
const none: Readings = {own: read(), workloads: read(), pods: read(), nodes: read(), releases: known([]), more: read(), groupNodes: []}
const stored = (): KubeObject => ({...recordObject(record()), metadata: {...recordObject(record()).metadata, resourceVersion: '17'}})
const node = (name: string): KubeObject => ({kind: 'Node', metadata: {name, labels: {type: 'virtual-kubelet'}}})
const made = (changes: {readonly args?: readonly string[]; readonly labels?: Readonly<Record<string, string>>}): DeploymentObject => ({
  kind: 'Deployment',
  metadata: {name: 'd', namespace: 'virtual-kubelet', labels: changes.labels ?? {release: 'mine'}},
  spec: {template: {spec: {containers: [{image: 'i', args: changes.args ?? [], env: [{name: 'ACI_REGION', value: 'westus2'}]}]}}},
})

describe('a release that may be that of a connector', () => {
  const annotations = {'meta.helm.sh/release-name': 'mine', 'meta.helm.sh/release-namespace': 'ns'}
  const applied = made({args: ['--nodename', 'x'], labels: {chart: 'virtual-kubelet-azure-aci', release: 'applied'}})
  const mayBe = connectorReleases([{kind: 'ServiceAccount', metadata: {name: 'd', annotations}}], [applied])

  it('has a name that vkctl, az or azure-aci gives, or an object of a connector', () => {
    const named = (release: string, namespace = 'elsewhere') => mayBe({release, namespace})
    expect(named('vk-linux-eastus')).toBe(true)
    expect(named('virtual-kubelet-azure-aci')).toBe(true)
    expect(named('mine', 'ns')).toBe(true)
    expect(named('applied', 'virtual-kubelet')).toBe(true)
    expect(named('applied')).toBe(false)
    expect(named('mine')).toBe(false)
    expect(named('undefined', 'undefined')).toBe(false)
    expect(named('nginx')).toBe(false)
  })
})

describe('the connectors of a cluster', () => {
  it('are known by their records, with the version that was read', () => {
    expect(findCandidates({...none, own: read(stored())})).toMatchObject([
      {origin: 'vkctl', release: 'vk-linux-eastus', recordVersion: '17'},
    ])
    expect(findCandidates({...none, own: read(recordObject(record()))})[0]).not.toHaveProperty('recordVersion')
  })

  it('are each told once: by the record, else by the release, else by the node', () => {
    const release = helmRelease(record())
    const all: Readings = {...none, own: read(stored()), nodes: read(node(record().nodeName)), releases: known([release])}
    expect(findCandidates(all).map(({origin}) => origin)).toEqual(['vkctl'])
    expect(findCandidates({...all, own: read()})).toMatchObject([{origin: 'vkctl', record: undefined}])
    expect(findCandidates({...all, own: read(), releases: unknown('no')}).map(({origin}) => origin)).toEqual(['unknown'])
  })

  it('that were taken over have the node in their record, if something proves it', () => {
    const {release, namespace} = record()
    const annotations = {'meta.helm.sh/release-name': release, 'meta.helm.sh/release-namespace': namespace}
    const kept = read(recordObject({...record(), nodeName: 'kept'}))
    const running = (nodeName: string, where: string): KubeObject => {
      const one = made({args: ['--nodename', nodeName], labels: {}})
      return {...one, metadata: {...one.metadata, namespace: where, annotations}}
    }
    const proved = [{nodeName: 'kept', record: {nodeName: 'kept'}}]
    const doubted = {nodeName: record().nodeName, record: undefined, recordFault: {kind: 'broken'}}
    expect(findCandidates({...none, own: kept, workloads: read(running('kept', namespace))})).toMatchObject(proved)
    expect(findCandidates({...none, own: kept, nodes: read(node('kept'))})).toMatchObject(proved)
    expect(findCandidates({...none, own: kept})).toMatchObject([doubted])
    // Whoever can create Deployments elsewhere can give them these annotations.
    const elsewhere = {...none, own: kept, workloads: read(running('kept', 'of-others'))}
    const other = {...none, own: kept, workloads: read(running('usual', namespace)), nodes: read(node('kept'))}
    for (const readings of [elsewhere, other])
      expect(findCandidates(readings).find(({origin}) => origin === 'vkctl')).toMatchObject(doubted)
  })

  it('of one name in two namespaces are two', () => {
    const releases = known([helmRelease(record()), helmRelease({...record(), namespace: 'other'})])
    expect(findCandidates({...none, own: read(stored()), releases}).map(({namespace}) => namespace)).toEqual(['virtual-kubelet', 'other'])
  })

  it('that somebody named as they liked are described by their Deployment', () => {
    const release = {...helmRelease(record()), name: 'mine', chartName: 'virtual-kubelet-azure-aci'}
    const labels = {release: 'mine', chart: 'virtual-kubelet-azure-aci'}
    const workloads = read(made({args: ['--nodename', 'my-node', '--os', 'Windows'], labels}))
    expect(findCandidates({...none, workloads, releases: known([release])})).toMatchObject([
      {connectorName: 'mine', osType: 'Windows', location: 'westus2', nodeName: 'my-node', release: 'mine', origin: 'upstream'},
    ])
  })

  it('are those for Linux and Windows of one Deployment that az made in 2017, and a node that is left of them', () => {
    const container = {image: 'microsoft/aci-connector-k8s:canary', env: [{name: 'ACI_REGION', value: 'westus'}]}
    const first: DeploymentObject = {
      kind: 'Deployment',
      metadata: {name: 'mine-aci-connector', namespace: 'default'},
      spec: {template: {spec: {containers: [container]}}},
    }
    const taints = [{key: 'azure.com/aci', effect: 'NoSchedule'}]
    const left = (name: string): NodeObject => ({kind: 'Node', metadata: {name}, spec: {taints}})
    const nodes = read(left('aci-connector-0'), left('aci-connector-1'))
    const shown = (readings: Partial<Readings>) =>
      findCandidates({...none, nodes, ...readings}).map(({nodeName, osType, origin, release}) => [nodeName, osType, origin, release])
    expect(shown({workloads: read(first)})).toEqual([
      ['aci-connector-0', 'Linux', 'az', 'mine'],
      ['aci-connector-1', 'Windows', 'az', 'mine'],
    ])
    expect(shown({})).toEqual([
      ['aci-connector-0', 'Linux', 'unknown', 'aci-connector-0'],
      ['aci-connector-1', 'Windows', 'unknown', 'aci-connector-1'],
    ])
  })

  it('are known by what is left of them, when record, release and node are gone', () => {
    const annotations = {'meta.helm.sh/release-name': 'vk-linux-eastus', 'meta.helm.sh/release-namespace': 'virtual-kubelet'}
    const left = (kind: string, metadata: Partial<KubeObject['metadata']>): KubeObject => ({
      kind,
      metadata: {name: 'x', labels: {'app.kubernetes.io/name': 'aci-connector'}, annotations, ...metadata},
    })
    const found = (object: KubeObject) => findCandidates({...none, more: read(object)})
    const expected = [{origin: 'vkctl', release: 'vk-linux-eastus', namespace: 'virtual-kubelet', connectorName: 'vk', record: undefined}]
    expect(found(left('ClusterRole', {}))).toMatchObject(expected)
    expect(found(left('Role', {namespace: 'kube-node-lease'}))).toMatchObject(expected)
    const labels = {...connectorLabels('vk-linux-eastus', 'credentials')}
    expect(findCandidates({...none, own: read(left('Secret', {namespace: 'virtual-kubelet', labels, annotations: {}}))})).toMatchObject(
      expected,
    )
    expect(findCandidates({...none, groupNodes: [record().nodeName, 'virtual-node-aci-linux']})).toMatchObject([
      {origin: 'unknown', release: 'vk-linux-eastus'},
    ])
    // Whoever may write in another namespace cannot speak for this one.
    expect(found(left('ServiceAccount', {namespace: 'dev'}))).toEqual([])
    expect(found(left('ClusterRole', {labels: {}}))).toEqual([])
  })

  it('are none of other charts, nor machines', () => {
    const releases = known([helmRelease(record(), {chartName: 'nginx'})])
    const machine = {...node('aks-1'), spec: {providerID: 'azure:///subscriptions/s/virtualMachineScaleSets/aks/virtualMachines/0'}}
    expect(findCandidates({...none, nodes: read(machine), releases})).toEqual([])
  })

  it('are also nodes that others left, whatever their names, and those without the label', () => {
    const bare = (spec: object): KubeObject => ({kind: 'Node', metadata: {name: 'bare'}, ...spec})
    const taints = [{key: 'virtual-kubelet.io/provider', value: 'azure', effect: 'NoSchedule'}]
    for (const one of [node('bare'), bare({spec: {taints}}), bare({status: {nodeInfo: {kubeletVersion: 'v1.25.0-vk-azure-aci-1.6.4'}}})]) {
      expect(findCandidates({...none, nodes: read(one)})).toMatchObject([
        {origin: 'unknown', connectorName: 'bare', release: 'bare', namespace: ''},
      ])
    }
    expect(findCandidates({...none, nodes: read(bare({}))})).toEqual([])
  })
})

describe('an object', () => {
  const release = {release: 'mine', namespace: 'virtual-kubelet'}
  const noted = (annotations: Readonly<Record<string, string>>): KubeObject => ({
    kind: 'Deployment',
    metadata: {name: 'd', labels: {release: 'mine'}, annotations},
  })

  it("belongs to the release of Helm's note, whatever its labels", () => {
    const note = {'meta.helm.sh/release-name': 'mine', 'meta.helm.sh/release-namespace': 'virtual-kubelet'}
    expect(belongsTo(noted(note), release)).toBe(true)
    expect(belongsTo(noted({...note, 'meta.helm.sh/release-name': 'other'}), release)).toBe(false)
    expect(belongsTo(noted({...note, 'meta.helm.sh/release-namespace': 'other'}), release)).toBe(false)
  })

  it('without a note belongs to the release of its labels', () => {
    expect(belongsTo(made({}), release)).toBe(true)
    expect(belongsTo(made({labels: {'app.kubernetes.io/instance': 'mine'}}), release)).toBe(true)
    expect(belongsTo(made({labels: {release: 'other'}}), release)).toBe(false)
  })
})
