import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {ClusterClient} from '../../sandbox/client/cluster-client.ts'
import {linuxNode, linuxRelease} from '../lifecycle/world/connector-result.ts'
import {openWorld, prepared, type World} from '../lifecycle/world/world.ts'
import {rightsIn} from './rights/can-i.ts'
import {liveRoles, type LiveRoles, type Right} from './rights/live-roles.ts'
import {startAnew, workingDay, type Office, type Step} from './rights/working-day.ts'

/**
 * What goes wrong without a right. A list that may not be watched is asked for again and again instead (as client-go does): everything
 * works, only late, and the log says why. Refused events are dropped without a word.
 */
const cases: readonly (readonly [right: Right, failing: Step | undefined, told: 'in the log' | 'by what is missing'])[] = [
  ['pods list', 'registers', 'in the log'],
  ['pods watch', undefined, 'in the log'],
  ['pods delete', 'deletes a pod', 'in the log'],
  ['pods/status update', 'runs a pod', 'in the log'],
  ['secrets list', 'registers', 'in the log'],
  ['secrets watch', undefined, 'in the log'],
  ['configmaps list', 'registers', 'in the log'],
  ['configmaps watch', undefined, 'in the log'],
  ['services list', 'registers', 'in the log'],
  ['services watch', undefined, 'in the log'],
  ['nodes create', 'registers', 'in the log'],
  ['nodes get', 'registers', 'in the log'],
  ['nodes/status patch', 'tells its state', 'in the log'],
  ['events create', 'tells events', 'by what is missing'],
  ['events patch', 'tells events', 'by what is missing'],
  ['leases create', 'renews its lease', 'in the log'],
  ['leases get', 'renews its lease', 'in the log'],
  ['leases update', 'renews its lease', 'in the log'],
]

const clusterWide = [
  'configmaps list',
  'configmaps watch',
  'events create',
  'events patch',
  `nodes[${linuxNode}] get`,
  'nodes create',
  `nodes/status[${linuxNode}] patch`,
  'pods delete',
  'pods list',
  'pods watch',
  'pods/status update',
  'secrets list',
  'secrets watch',
  'services list',
  'services watch',
]
const ofLeases = [
  'leases.coordination.k8s.io create',
  `leases.coordination.k8s.io[${linuxNode}] get`,
  `leases.coordination.k8s.io[${linuxNode}] update`,
]

interface Binding {
  readonly metadata: {readonly name: string; readonly namespace?: string}
  readonly roleRef: {readonly kind: string; readonly name: string}
  readonly subjects?: readonly {readonly kind: string; readonly name: string; readonly namespace?: string}[]
}

describe('The rights of a connector on a real API server', () => {
  let world: World
  let office: Office
  let roles: LiveRoles
  const account = {namespace: 'virtual-kubelet', name: linuxRelease}
  beforeAll(async () => {
    world = await openWorld({api: 'real', helm: '4.2.3', leaseRenewMs: 500, world: prepared})
    await world.vkctl('install-connector')
    const {azure, tryKubectl, controlPlane} = world
    if (controlPlane === undefined) throw new Error('Only a real API server tells what its roles are worth.')
    const {url, caCertificate, adminToken} = controlPlane
    office = {azure, tryKubectl, client: new ClusterClient({url, caCertificate, token: adminToken}, 'rights-test')}
    roles = await liveRoles(office.client)
  }, 300_000)
  afterAll(async () => {
    office?.client.close()
    await world?.close()
  })

  it('are used through the token of its pod', async () => {
    const {items} = (await world.get('/api/v1/namespaces/virtual-kubelet/pods')) as {
      readonly items: readonly {
        readonly spec: {readonly serviceAccountName: string; readonly volumes: readonly {readonly projected?: object}[]}
      }[]
    }
    expect(items.map(({spec}) => spec.serviceAccountName)).toEqual([account.name])
    expect(items[0]?.spec.volumes.filter(({projected}) => projected !== undefined)).toHaveLength(1)
  })

  it.each(['default', 'kube-system', 'kube-public', 'kube-node-lease', 'virtual-kubelet'])(
    'are no more in %s than the table says and everybody has',
    async namespace => {
      await world.kubectl('create serviceaccount nobody -n default').catch(() => undefined)
      const everybody = await rightsIn(world, {namespace: 'default', name: 'nobody'}, namespace)
      expect(everybody.filter(right => !right.startsWith('/') && !/^self\w+\.auth\S+ create$/.test(right))).toEqual([])
      const its = await rightsIn(world, account, namespace)
      expect(its.filter(right => !everybody.includes(right))).toEqual(
        [...clusterWide, ...(namespace === 'kube-node-lease' ? ofLeases : [])].toSorted(),
      )
      expect(its.filter(right => right.includes('*') && !everybody.includes(right))).toEqual([])
    },
  )

  it('come from one role for the cluster and one for the leases', async () => {
    const group = '/apis/rbac.authorization.k8s.io/v1'
    const lists = (await Promise.all([world.get(`${group}/clusterrolebindings`), world.get(`${group}/rolebindings`)])) as {
      readonly items: readonly Binding[]
    }[]
    const own = new Set(['system:serviceaccounts:virtual-kubelet', `system:serviceaccount:virtual-kubelet:${account.name}`])
    const bindings = lists
      .flatMap(({items}) => items)
      .filter(({subjects = []}) =>
        subjects.some(({kind, name, namespace}) => own.has(name) || (kind === 'ServiceAccount' && namespace === 'virtual-kubelet')),
      )
    expect(bindings.map(({metadata: {namespace}, roleRef, subjects}) => ({namespace, roleRef: roleRef.kind, subjects}))).toEqual([
      {namespace: undefined, roleRef: 'ClusterRole', subjects: [{kind: 'ServiceAccount', ...account}]},
      {namespace: 'kube-node-lease', roleRef: 'Role', subjects: [{kind: 'ServiceAccount', ...account}]},
    ])
    expect(bindings.map(({roleRef}) => roleRef.name)).not.toContain('cluster-admin')
  })

  it('leave its pod under Pod Security "restricted"', async () => {
    const {metadata} = (await world.get('/api/v1/namespaces/virtual-kubelet')) as {
      readonly metadata: {readonly labels: Readonly<Record<string, string>>}
    }
    expect(metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/enforce-version': 'v1.36',
    })
    expect(await world.kubectl('get pods -n virtual-kubelet --field-selector=status.phase=Running -o name')).not.toBe('')
    const refused = await world.tryKubectl('run plain -n virtual-kubelet --image=busybox --dry-run=server')
    expect(refused.exitCode).toBe(1)
    expect(refused.stderr).toContain('violates PodSecurity "restricted')
  })

  it('are each looked at below', () => {
    expect(cases.map(([right]) => right).toSorted()).toEqual(roles.rights.toSorted())
  })

  /** What the log says that the connector may not do. */
  const refusals = async (): Promise<readonly string[]> => {
    const log = await world.kubectl(`logs -n virtual-kubelet deployment/${linuxRelease}`)
    const refused = [...log.matchAll(/is forbidden: User \S+ cannot (\w+) resource \\"(\S+)\\"/g)]
    return [...new Set(refused.map(([, verb, resource]) => `${resource} ${verb}`))]
  }

  it.each(cases)(
    'need %s',
    async (right, failing, told) => {
      const name = right.replace(/\W/g, '-')
      await startAnew(office, () => roles.grantAllBut(right))
      expect(await workingDay(office, `${name}-refused`, failing)).toBe(failing)
      expect(await refusals()).toEqual(told === 'in the log' ? [right] : [])

      await startAnew(office, () => roles.grantAllBut(undefined))
      expect(await workingDay(office, `${name}-granted`)).toBeUndefined()
      expect(await refusals()).toEqual([])
    },
    150_000,
  )
})
