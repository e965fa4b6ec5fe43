import {describe, expect, it} from '@jest/globals'
import {known, unknown} from '../../../../src/lib/checks/engine/fact.ts'
import type {Installed} from '../../../../src/lib/connector/inventory/installed.ts'
import {planConnector} from '../../../../src/lib/connector/removal/plan.ts'
import type {RemovalTarget} from '../../../../src/lib/connector/removal/facts.ts'
import type {Thing} from '../../../../src/lib/connector/removal/things.ts'
import {connector, daemonPod, pod, target} from './target.ts'

const web = pod('web')
const agent = daemonPod('agent')

const plan = (of: RemovalTarget, graceful = false) => planConnector(of, {graceful})
const names = (of: RemovalTarget, graceful = false) => plan(of, graceful).map(step => step.do)
const waits = (of: RemovalTarget) => plan(of).filter(step => step.do === 'wait-for-container-groups')
const withFacts = (facts: Partial<Installed['facts']>, changes: Partial<Installed> = {}) => {
  const one = connector('Linux', changes)
  return {...one, facts: {...one.facts, ...facts}}
}
const stopped = withFacts({pods: known([])})

describe('the plan for a connector that runs', () => {
  it('lets the connector delete the container groups before it goes, and deletes its node when it has stopped', () => {
    expect(names(target(connector(), {pods: [web]}))).toEqual([
      'cordon-node',
      'delete-pods',
      'wait-for-container-groups',
      'uninstall-release',
      'wait-until-stopped',
      'delete-node',
      'delete-secret',
    ])
  })

  it('first checks that nothing else runs a node with another name, if the connector has no pod', () => {
    const lease = known({kind: 'Lease', metadata: {name: 'n'}})
    const first = (facts: Partial<Installed['facts']>, changes: Partial<Installed> = {}) =>
      names(target(withFacts({lease, ...facts}, changes), {pods: [web]}))[0]
    const none = {pods: known([])}
    expect(first(none, {origin: 'upstream', nodeName: 'of-others'})).toBe('watch-lease')
    expect(first(none, {nodeName: 'of-others'})).toBe('watch-lease')
    expect(first(none)).toBe('cordon-node')
    expect(first({}, {origin: 'upstream', nodeName: 'of-others'})).toBe('cordon-node')
    expect(first({...none, lease: known(undefined)}, {origin: 'upstream', nodeName: 'of-others'})).toBe('cordon-node')
  })

  it('leaves the cordon of somebody else as it is, but takes on its own of an earlier run', () => {
    const cordoned = (manager: string) => {
      const managedFields = [{manager, fieldsV1: {'f:spec': {'f:unschedulable': {}}}}]
      return withFacts({node: known({kind: 'Node', metadata: {name: 'n', managedFields}, spec: {unschedulable: true}})})
    }
    expect(names(target(cordoned('kubectl'), {pods: [web]}))[0]).toBe('delete-pods')
    expect(names(target(cordoned('vkctl'), {pods: [web]}))[0]).toBe('cordon-node')
  })

  it('drains the node when it is to be graceful', () => {
    expect(names(target(connector(), {pods: [web]}), true).slice(0, 3)).toEqual(['cordon-node', 'drain-node', 'wait-for-container-groups'])
  })

  it.each([false, true])('moves no pods when there are only those of DaemonSets (graceful: %s)', graceful => {
    expect(names(target(connector(), {pods: [agent]}), graceful).slice(0, 2)).toEqual(['cordon-node', 'wait-for-container-groups'])
  })

  it('names its own release, Secret and namespace', () => {
    const where = {release: 'vk-linux-eastus', namespace: 'virtual-kubelet'}
    expect(plan(target())).toMatchObject([
      {do: 'cordon-node', nodeName: 'virtual-kubelet-vk-linux-eastus'},
      {do: 'wait-for-container-groups', aciResourceGroup: 'MC_g', podUids: [], connectorRuns: true, except: []},
      {do: 'uninstall-release', ...where},
      {do: 'wait-until-stopped', namespace: 'virtual-kubelet'},
      {do: 'delete-node'},
      {do: 'delete-secret', name: 'vk-linux-eastus', namespace: 'virtual-kubelet'},
    ])
  })

  it('waits for its pods where its Deployment is, which may be another namespace', () => {
    const moved = withFacts({deployments: known([{kind: 'Deployment', metadata: {name: 'd', namespace: 'kube-system'}}])})
    expect(plan(target(moved))).toContainEqual({do: 'wait-until-stopped', nodeName: moved.nodeName, namespace: 'kube-system'})
  })
})

describe('pods of DaemonSets', () => {
  it('are waited for only when the connector is gone, for until then they come back', () => {
    const of = target(connector(), {pods: [web, agent]})
    expect(plan(of)).toContainEqual({do: 'delete-pods', nodeName: of.connector.nodeName, pods: [web]})
    expect(names(of).slice(3)).toEqual([
      'uninstall-release',
      'wait-until-stopped',
      'wait-for-container-groups',
      'delete-node',
      'delete-secret',
    ])
    expect(waits(of)).toMatchObject([
      {podUids: ['uid-of-web', 'uid-of-agent'], connectorRuns: true, except: ['uid-of-agent']},
      {podUids: ['uid-of-web', 'uid-of-agent'], connectorRuns: false, except: []},
    ])
  })

  it('go at once when no connector runs', () => {
    expect(waits(target(stopped, {pods: [agent]}))).toMatchObject([{podUids: ['uid-of-agent'], connectorRuns: false, except: []}])
  })

  it('are not waited for apart when nobody knows whether the connector runs', () => {
    expect(waits(target(withFacts({pods: unknown('away')}), {pods: [agent]}))).toMatchObject([{connectorRuns: false, except: []}])
  })
})

describe('the plan for what is left of a connector', () => {
  it('does not cordon a node that is gone', () => {
    expect(names(target(withFacts({node: known(undefined)})))[0]).toBe('wait-for-container-groups')
  })

  it('waits for no pods when there is neither a Deployment nor a pod', () => {
    expect(names(target(withFacts({deployments: known([]), pods: known([])})))).not.toContain('wait-until-stopped')
  })

  it('waits for a pod that still runs although its Deployment is gone', () => {
    expect(names(target(withFacts({deployments: known([])})))).toContain('wait-until-stopped')
  })

  it('leaves Helm and the Secret alone when only a node is left', () => {
    const node = withFacts({pods: known([])}, {origin: 'unknown', namespace: '', record: undefined})
    expect(names(target(node))).toEqual(['cordon-node', 'wait-for-container-groups', 'delete-node'])
  })

  it('deletes what is left of a release that Helm does not know any more, but not what others made', () => {
    const chart = (kind: string, name: string, annotations: Readonly<Record<string, string>>): Thing => ({
      kind: 'object',
      ofChart: true,
      object: {apiVersion: 'v1', kind, metadata: {name, labels: {'app.kubernetes.io/name': 'aci-connector'}, annotations}},
    })
    const annotations = {'meta.helm.sh/release-name': 'vk-linux-eastus', 'meta.helm.sh/release-namespace': 'virtual-kubelet'}
    const before = {things: [chart('ClusterRole', 'r', annotations), chart('ClusterRole', 'theirs', {})], hidden: []}
    const released = target(connector(), {before})
    expect(names(released)).not.toContain('delete-objects')
    const left = target(withFacts({helm: known(undefined)}), {before})
    expect(names(left)).not.toContain('uninstall-release')
    expect(plan(left)).toContainEqual({do: 'delete-objects', objects: [{apiVersion: 'v1', kind: 'ClusterRole', name: 'r'}]})
    expect(names(left).slice(-4)).toEqual(['delete-objects', 'wait-until-stopped', 'delete-node', 'delete-secret'])
  })

  it('waits in other resource groups in which container groups of it were found', () => {
    const found = (aciResourceGroup: string, certain: boolean): Thing => ({kind: 'container group', aciResourceGroup, name: 'g', certain})
    const before = {things: [found('mc_G', true), found('moved', true), found('shared', false)], hidden: []}
    expect(waits(target(connector(), {before}))).toMatchObject([
      {aciResourceGroup: 'MC_g'},
      {aciResourceGroup: 'moved', connectorRuns: false},
    ])
  })

  it("leaves the Secrets of another chart's connector alone", () => {
    expect(names(target(connector('Linux', {origin: 'upstream'})))).not.toContain('delete-secret')
  })
})

describe('what belongs to others', () => {
  it('stays: of a connector that does not prove to be one nothing is touched', () => {
    expect(plan(target(connector(), {pods: [web], doubts: ['its node n is a machine of the cluster']}))).toEqual([])
  })

  it('stays: the node that another connector registers too, with its pods and container groups', () => {
    expect(names(target(connector(), {rivals: ['dev/other']}))).toEqual(['uninstall-release', 'delete-secret'])
  })

  it('is looked for in every place that the connector had', () => {
    const one = connector()
    const place = {subscriptionId: 's', aciResourceGroup: 'before', identity: {kind: 'kubelet', clientId: 'c', objectId: 'o'} as const}
    const moved = {...one, record: one.record && {...one.record, earlierPlaces: [place]}}
    expect(waits(target(moved))).toMatchObject([
      {aciResourceGroup: 'MC_g', connectorRuns: true},
      {aciResourceGroup: 'before', connectorRuns: false},
    ])
  })
})
