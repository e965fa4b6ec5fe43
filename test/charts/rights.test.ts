import {describe, expect, it} from '@jest/globals'
import {find, render, values, vnet, type Manifest} from './render.ts'

/** One line a right: `group/resource[name] verb`. */
function rights(role: Manifest): string[] {
  const rules: {apiGroups: string[]; resources: string[]; resourceNames?: string[]; verbs: string[]}[] = role['rules']
  return rules
    .flatMap(({apiGroups, resources, resourceNames = [''], verbs}) =>
      apiGroups.flatMap(group => resources.flatMap(resource => resourceNames.flatMap(name => verbs.map(verb => `${group}/${resource}${name && '[node]'} ${verb}`)))),
    )
    .toSorted()
}

const own = [
  '/pods list', '/pods watch', '/pods delete', '/pods/status update',
  '/secrets list', '/secrets watch', '/configmaps list', '/configmaps watch', '/services list', '/services watch',
  '/nodes create', '/nodes[node] get', '/nodes/status[node] patch', '/events create', '/events patch',
]
const proxy = [
  '/endpoints list', '/endpoints watch', '/services list', '/services watch', '/nodes get', '/nodes list', '/nodes watch',
  'discovery.k8s.io/endpointslices list', 'discovery.k8s.io/endpointslices watch',
]
const sorted = (list: readonly string[]): string[] => list.toSorted()

describe('the rights of the connector', () => {
  it('are those the provider uses, and no more', () => {
    const manifests = render()
    expect(rights(find(manifests, 'ClusterRole'))).toEqual(sorted(own))
    expect(rights(find(manifests, 'Role'))).toEqual(
      sorted(['coordination.k8s.io/leases create', 'coordination.k8s.io/leases[node] get', 'coordination.k8s.io/leases[node] update']),
    )
    expect(find(manifests, 'Role').metadata.namespace).toBe('kube-node-lease')
    expect(JSON.stringify(find(manifests, 'ClusterRole'))).toContain(`"resourceNames":["${values.nodeName}"]`)
  })

  it('take in those of kube-proxy with a subnet, on Linux only', () => {
    expect(rights(find(render({vnet}), 'ClusterRole'))).toEqual(sorted([...own, ...proxy]))
    expect(rights(find(render({vnet, osType: 'Windows'}), 'ClusterRole'))).toEqual(sorted(own))
  })

  it('go to kube-proxy alone when it has a token of its own', () => {
    const manifests = render({vnet: {...vnet, longLivedToken: true}})
    expect(rights(find(manifests, 'ClusterRole', 'aci-connector:ns:one'))).toEqual(sorted(own))
    expect(rights(find(manifests, 'ClusterRole', 'aci-connector:ns:one:kube-proxy'))).toEqual(sorted(proxy))
    const binding = find(manifests, 'ClusterRoleBinding', 'aci-connector:ns:one:kube-proxy')
    const secret = find(manifests, 'Secret')
    expect(binding['subjects']).toEqual([{kind: 'ServiceAccount', namespace: 'ns', name: secret.metadata.annotations?.['kubernetes.io/service-account.name']}])
  })

  it.each(['ClusterRoleBinding', 'RoleBinding'])('reach the pod by the %s', kind => {
    const manifests = render()
    const account = find(manifests, 'ServiceAccount').metadata
    expect(find(manifests, kind)['subjects']).toEqual([{kind: 'ServiceAccount', name: account.name, namespace: account.namespace}])
    expect(find(manifests, 'Deployment')['spec'].template.spec.serviceAccountName).toBe(account.name)
  })

  it('go to an account that is there already', () => {
    const manifests = render({serviceAccount: {create: false, name: 'mine'}})
    expect(manifests.map(({kind}) => kind)).not.toContain('ServiceAccount')
    expect(find(manifests, 'ClusterRoleBinding')['subjects'][0].name).toBe('mine')
    expect(find(manifests, 'Deployment')['spec'].template.spec.serviceAccountName).toBe('mine')
  })

  it('are left to somebody else with rbac.create: false', () => {
    expect(render({rbac: {create: false}}).map(({kind}) => kind).toSorted()).toEqual(['Deployment', 'ServiceAccount'])
  })
})
