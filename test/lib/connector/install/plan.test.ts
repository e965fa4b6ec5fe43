import {describe, expect, it} from '@jest/globals'
import {connectorRole, networkRole} from '../../../../src/lib/checks/facts/permissions.ts'
import {namespaceObject} from '../../../../src/lib/connector/model/namespace-object.ts'
import type {DeploymentObject} from '../../../../src/lib/kubernetes/objects.ts'
import {planInstall, type InstallDecision, type InstallPlan} from '../../../../src/lib/connector/install/plan.ts'
import {describe as inWords} from '../../../../src/lib/connector/install/steps/steps.ts'
import type {Wanted} from '../../../../src/lib/connector/install/wanted.ts'
import {recordName, recordObject} from '../../../../src/lib/connector/model/record/record.ts'
import {Secret} from '../../../../src/lib/secret.ts'
import {deployment} from '../../checks/objects.ts'
import {difference, drifted, helmRelease, installed, wanted, registeredNode} from './wanted.ts'

const permitted = {principalId: 'p', scope: '/g', missing: [], denied: [], conditional: []}
const ours = namespaceObject('virtual-kubelet')
const theirs = {kind: 'Namespace', metadata: {name: 'virtual-kubelet', labels: {team: 'other'}}}

function plan(all: readonly Wanted[], changes: Partial<InstallDecision> = {}): InstallPlan {
  return planInstall({
    removesObstacles: false,
    triesImages: true,
    namespace: {name: 'virtual-kubelet', existing: ours},
    roles: [{role: connectorRole, permission: permitted}],
    wanted: all,
    moving: new Map(),
    ...changes,
  })
}

function appliedKinds({namespace, shared}: InstallPlan): string[] {
  return [
    ...(namespace === undefined ? [] : [`Namespace ${namespace.namespace.metadata.name}`]),
    ...shared.flatMap(step => {
      if (step.do === 'apply') return step.objects.map(({kind, metadata}) => `${kind} ${metadata.name}`)
      return step.do === 'open-records' ? step.records.map(({record}) => `ConfigMap ${recordName(record.release)}`) : []
    }),
  ]
}

const steps = (one: InstallPlan) => one.connectors.map(({steps: own}) => own.map(step => step.do))

describe('a node that takes no pods', () => {
  const cordoned = (manager: string): Wanted => {
    const one = wanted()
    const managedFields = [{manager, fieldsV1: {'f:spec': {'f:unschedulable': {}}}}]
    const {metadata, spec} = registeredNode(one.record)
    const node = {kind: 'Node', metadata: {...metadata, managedFields}, spec: {...spec, unschedulable: true}}
    return {...one, existing: {...installed(one), node}}
  }

  it('is uncordoned when an interrupted removal cordoned it, also when nothing else is to be done', () => {
    const {shared, connectors} = plan([cordoned('vkctl')])
    expect(shared).toEqual([])
    expect(connectors[0]?.steps).toEqual([{do: 'uncordon', nodeName: 'virtual-kubelet-vk-linux-eastus', by: 'vkctl'}])
    const upgraded = cordoned('vkctl')
    expect(steps(plan([{...upgraded, values: {nodeName: 'other'}}]))).toEqual([['upgrade', 'uncordon', 'record']])
  })

  it('stays as it is when somebody else cordoned it', () => {
    expect(steps(plan([cordoned('kubectl')]))).toEqual([[]])
  })
})

describe('the plan for an empty cluster', () => {
  const fresh = plan([wanted('Linux'), wanted('Windows')], {namespace: {name: 'virtual-kubelet', existing: undefined}})

  it('makes the namespace and the records first, then the Secrets, then has Helm install', () => {
    expect(appliedKinds(fresh)).toEqual([
      'Namespace virtual-kubelet',
      `ConfigMap ${recordName('vk-linux-eastus')}`,
      `ConfigMap ${recordName('vk-windows-eastus')}`,
      'Secret vk-linux-eastus',
      'Secret vk-windows-eastus',
    ])
    expect(steps(fresh)).toEqual([
      ['upgrade', 'record'],
      ['upgrade', 'record'],
    ])
  })

  it('writes the record before Helm begins, and it does not say that anything was applied', () => {
    const [first] = fresh.shared
    expect(first).toMatchObject({
      do: 'open-records',
      records: [{version: undefined}, {version: undefined}],
    })
    expect(JSON.stringify(first)).not.toContain('digest')
  })

  it('writes the record of an earlier install only as it was read', () => {
    const one = wanted()
    const {shared} = plan([{...one, existing: {...installed(one), recordVersion: '7', release: undefined}}])
    expect(shared[0]).toMatchObject({do: 'open-records', records: [{version: '7'}]})
  })

  it('assigns the role before Helm begins, and after the record that names it, when an action is missing', () => {
    const {shared} = plan([wanted()], {
      roles: [
        {role: connectorRole, permission: {...permitted, missing: ['x']}},
        {role: networkRole, permission: {...permitted, scope: '/subnet', missing: ['y']}},
      ],
    })
    expect(shared.map(step => step.do)).toEqual(['open-records', 'assign-role', 'assign-role', 'apply'])
    expect(shared.slice(1, 3).map(inWords)).toEqual([
      "Assign the role 'Azure Container Instances Contributor Role' to p at /g",
      "Assign the role 'Network Contributor' to p at /subnet",
    ])
  })

  it('proves the role of a service principal before a connector gets its credentials, once for a resource group', () => {
    const principal = {clientId: 'sp', clientSecret: new Secret('t0p s3cret')}
    const {shared} = plan([wanted('Linux'), wanted('Windows')], {
      principal,
      roles: [{role: connectorRole, permission: {...permitted, missing: ['x']}}],
    })
    expect(shared.map(step => step.do)).toEqual(['open-records', 'assign-role', 'prove-principal', 'apply'])
    expect(shared.slice(2, 3).map(inWords)).toEqual(['Check that Azure accepts the role of sp in MC_g'])
    const one = wanted()
    const upgraded = {...one, values: {nodeName: 'other'}, existing: installed(one)}
    expect(plan([upgraded], {principal}).shared.map(step => step.do)).toEqual(['open-records'])
  })

  it('shows nothing secret when it is told', () => {
    const secretive = {...wanted(), credentials: {...wanted().credentials, azureJson: new Secret('t0p s3cret')}}
    const {shared, connectors} = plan([secretive])
    const told = [...shared, ...connectors.flatMap(one => one.steps)].map(inWords).join('\n')
    expect(told).toContain('Secret vk-linux-eastus')
    expect(told).not.toMatch(/t0p|KEY|CERT/)
  })
})

describe('a namespace', () => {
  it("of somebody else's is used as it is", () => {
    expect(appliedKinds(plan([wanted()], {namespace: {name: 'virtual-kubelet', existing: theirs}}))).not.toContain(
      'Namespace virtual-kubelet',
    )
  })

  it('of ours is kept as it should be', () => {
    const {labels = {}} = ours.metadata
    const edited = {...ours, metadata: {...ours.metadata, labels: {...labels, 'pod-security.kubernetes.io/enforce': 'privileged'}}}
    expect(appliedKinds(plan([wanted()], {namespace: {name: 'virtual-kubelet', existing: edited}}))).toContain('Namespace virtual-kubelet')
  })

  it('of ours is left alone when nothing of it was changed, whatever was added', () => {
    const {labels = {}} = ours.metadata
    const more = {...ours, metadata: {...ours.metadata, labels: {...labels, 'kubernetes.io/metadata.name': 'virtual-kubelet'}}}
    expect(appliedKinds(plan([wanted()], {namespace: {name: 'virtual-kubelet', existing: more}}))).not.toContain(
      'Namespace virtual-kubelet',
    )
  })
})

describe('the plan for a connector that is there', () => {
  const one = wanted()
  const same: Wanted = {...one, existing: installed(one)}

  it('has no step when nothing differs', () => {
    expect(plan([same])).toMatchObject({shared: [], connectors: [{steps: []}]})
  })

  it('restarts the connector when only its node is gone: it registers the node when it starts', () => {
    expect(steps(plan([{...same, existing: {...same.existing, node: undefined}}]))).toEqual([['restart', 'record']])
  })

  it('restarts the connector when its ServiceAccount is gone, or its node and the release', () => {
    const lost = {...same, compared: [drifted('ServiceAccount', {missing: true})]}
    expect(steps(plan([lost]))).toEqual([['restore', 'restart', 'record']])
    const release = helmRelease(one.record, {revision: 5})
    expect(steps(plan([{...same, existing: {...same.existing, node: undefined, release}}]))).toEqual([['upgrade', 'restart', 'record']])
  })

  it('leaves a connector alone that somebody stopped, until the user agrees', () => {
    const replicas = difference('spec.replicas', 'kubectl', {expected: 1, found: 0})
    const stopped = {...same, values: {nodeName: 'other'}, compared: [drifted('Deployment', {differences: [replicas]})]}
    expect(plan([stopped]).connectors).toMatchObject([{steps: [], stopped: {deployment: 'x', expected: 1, by: {manager: 'kubectl'}}}])
    expect(steps(plan([stopped], {removesObstacles: true}))).toEqual([['upgrade', 'restore', 'record']])
  })

  it('has none because vkctl is newer, either', () => {
    expect(steps(plan([{...same, record: {...one.record, vkctlVersion: '9.9.9'}}]))).toEqual([[]])
  })

  it('has none because the keys of the values stand in another order', () => {
    expect(steps(plan([{...same, values: {image: {tag: '1.6.4'}, nodeName: 'n'}}]))).toEqual([[]])
  })

  it('only remembers what was given when nothing else comes of it', () => {
    expect(steps(plan([{...same, record: {...one.record, given: {imageTag: '1.6.4'}}}]))).toEqual([['remember']])
  })

  it('only empties an earlier place when nothing else is left to do, and keeps what Helm did in the record', () => {
    const from = {...one.record, aciResourceGroup: 'before'}
    const left = {...one, record: {...one.record, earlierPlaces: [from]}}
    const planned = plan([{...left, existing: installed(left)}], {moving: new Map([['vk-linux-eastus', ['a/b']]])})
    expect(planned.shared).toEqual([])
    expect(planned.connectors[0]?.steps).toMatchObject([{do: 'leave-place', from: {aciResourceGroup: 'before'}, pods: ['a/b']}])
  })

  it('empties the earlier place after everything else', () => {
    const moved = {
      ...same,
      record: {...one.record, aciResourceGroup: 'other', given: {aciResourceGroup: 'other'}, earlierPlaces: [one.record]},
    }
    const planned = plan([moved])
    expect(steps(planned)).toEqual([['record', 'remember', 'leave-place']])
    expect(planned.shared[0]).toMatchObject({do: 'open-records', records: [{record: {earlierPlaces: [{aciResourceGroup: 'MC_g'}]}}]})
  })

  it('writes what was given down as given only when the connector works', () => {
    const given = {imageTag: '1.6.3'}
    const changed = {...same, values: {nodeName: 'other'}, record: {...one.record, given}}
    const {shared, connectors} = plan([changed])
    expect(shared[0]).toMatchObject({do: 'open-records', records: [{record: {given: {}}}]})
    expect(connectors[0]?.steps.map(step => step.do)).toEqual(['upgrade', 'record', 'remember'])
    expect(connectors[0]?.steps.slice(1)).toMatchObject([{record: {given: {}}}, {given}])
  })

  it('moves the record of vkctl 0.1 into a Secret without touching the connector', () => {
    const old = {...same, existing: {...same.existing, recordIsOld: true}}
    expect(steps(plan([old]))).toEqual([['record', 'delete-old-record']])
  })

  it('touches only the one that differs', () => {
    const other = wanted('Windows')
    const both = plan([same, other])
    expect(steps(both)).toEqual([[], ['upgrade', 'record']])
    expect(appliedKinds(both)).toEqual([`ConfigMap ${recordName('vk-windows-eastus')}`, 'Secret vk-windows-eastus'])
  })

  it.each<readonly [string, Wanted]>([
    ['the chart has another version', {...same, chart: {...one.chart, version: '0.2.0'}}],
    ['the content of the chart differs', {...same, chart: {...one.chart, digest: 'd2'}}],
    ['the chart comes from elsewhere', {...same, chart: {...one.chart, source: 'oci://x'}}],
    ['a value differs', {...same, values: {...one.values, image: {tag: '1.6.5'}}}],
    ['there is no record', {...same, existing: {...same.existing, record: undefined}}],
    ['the last install was interrupted before its record', {...same, existing: {...same.existing, record: one.record}}],
    ['the release is gone', {...same, existing: {...same.existing, release: undefined}}],
    ['the release failed', {...same, existing: {...same.existing, release: helmRelease(one.record, {status: 'failed'})}}],
    ['somebody else upgraded or rolled back', {...same, existing: {...same.existing, release: helmRelease(one.record, {revision: 5})}}],
  ])('upgrades it when %s', (_, changed) => {
    const {connectors, shared} = plan([changed])
    expect(connectors[0]?.steps.map(step => step.do)).toEqual(['upgrade', 'record'])
    expect(shared.map(step => step.do)).toEqual(['open-records'])
  })

  it.each<readonly [string, Wanted]>([
    ['the ACI resource group differs', {...same, record: {...one.record, aciResourceGroup: 'other'}}],
    ['the identity differs', {...same, record: {...one.record, identity: {...one.record.identity, clientId: 'other'}}}],
    ['a role assignment became ours', {...same, record: {...one.record, roleAssignmentId: '/a'}}],
  ])('only writes the record when %s, but not what Helm gets', (_, changed) => {
    expect(steps(plan([changed]))).toEqual([['record']])
  })

  it.each<readonly [string, Wanted]>([
    ['the secret of the service principal differs', {...same, credentials: {...one.credentials, azureJson: new Secret('{"x":2}')}}],
    ['the Secret is gone', {...same, existing: {...same.existing, secret: undefined}}],
    [
      'somebody edited the Secret',
      {...same, existing: {...same.existing, secret: {metadata: {name: 'x'}, data: {...same.existing.secret?.data, 'ca.crt': 'b3RoZXI='}}}},
    ],
  ])('applies the Secret when %s', (_, changed) => {
    const {connectors, shared} = plan([changed])
    expect(connectors[0]?.steps.map(step => step.do)).toEqual(['record'])
    expect(shared.map(step => step.do)).toEqual(['open-records', 'apply'])
  })

  it('restores objects that differ, without Helm', () => {
    const role = drifted('ClusterRole', {differences: [difference('rules', 'kubectl-edit')]})
    const {connectors} = plan([{...same, compared: [role, drifted('Role')]}])
    expect(connectors[0]?.steps).toMatchObject([{do: 'restore', objects: [role.rendered], drifts: [role.drift]}, {do: 'record'}])
  })

  it('does not write the old record again when it restores what somebody added to it', () => {
    const record = {
      rendered: recordObject(one.record),
      drift: drifted('Secret', {differences: [difference('metadata.labels.x', 'k')]}).drift,
    }
    expect(plan([{...same, compared: [record]}]).connectors[0]?.steps).toMatchObject([{do: 'restore', objects: []}, {do: 'record'}])
  })

  it.each(['pending-install', 'pending-upgrade', 'pending-rollback', 'uninstalling'] as const)(
    'brings a release that is %s back before it upgrades',
    status => {
      const stuck = {...same, existing: {...same.existing, release: helmRelease(one.record, {status})}}
      expect(plan([stuck]).connectors[0]?.steps[0]).toEqual({
        do: 'mend',
        release: 'vk-linux-eastus',
        namespace: 'virtual-kubelet',
        status,
        revision: 4,
      })
      expect(steps(plan([stuck]))).toEqual([['mend', 'upgrade', 'record']])
    },
  )
})

describe('a new image', () => {
  const one = wanted()
  // Somebody's Helm made another revision.
  const existing = {...installed(one), release: helmRelease(one.record, {revision: 5})}
  const running = (image: string, readyReplicas = 1): DeploymentObject => ({
    ...deployment({readyReplicas}),
    spec: {replicas: 1, template: {spec: {containers: [{image}]}}},
  })
  const withLive = (live: DeploymentObject): Wanted => ({
    ...one,
    rendered: [running('new')],
    existing: {...existing, chartObjects: [live]},
  })

  it.each<[string, DeploymentObject, Partial<InstallDecision>, readonly string[]]>([
    ['is tested before anything of a connector that works is changed', running('old'), {}, ['try-image', 'upgrade', 'record']],
    ['is not tested when the pod already runs it', running('new'), {}, ['upgrade', 'record']],
    ['is not tested when no pod is ready', running('old', 0), {}, ['upgrade', 'record']],
    ['is not tested when the user skips that', running('old'), {triesImages: false}, ['upgrade', 'record']],
  ])('%s', (_, live, decision, expected) => {
    expect(steps(plan([withLive(live)], decision))).toEqual([expected])
  })
})
