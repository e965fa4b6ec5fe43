import {describe, expect, it} from '@jest/globals'
import {find, render, runHelm, chart, values, vnet, type Manifest} from './render.ts'

const everything = {vnet: {...vnet, longLivedToken: true}, podDisruptionBudget: {create: true}, networkPolicy: {create: true}}
const ids = (manifests: readonly Manifest[]): string[] => manifests.map(({kind, metadata}) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`)

describe('the objects of a release', () => {
  it('stand in the namespace of the release, which is not among them', () => {
    const manifests = render(everything)
    expect(manifests.map(({kind}) => kind)).not.toContain('Namespace')
    const namespaced = manifests.filter(({kind}) => !kind.startsWith('Cluster'))
    expect(new Set(namespaced.map(({metadata}) => metadata.namespace))).toEqual(new Set(['ns', 'kube-node-lease']))
  })

  it.each([
    ['in one namespace', {release: 'one'}, {release: 'two'}],
    ['of one name in two namespaces', {namespace: 'a'}, {namespace: 'b'}],
    ['whose names joined are the same', {namespace: 'a-b', release: 'c'}, {namespace: 'a', release: 'b-c'}],
    ['one of which is named as a part of the other', {release: 'one'}, {release: 'one-kube-proxy'}],
  ])('are never those of another release: two releases %s', (_, first, second) => {
    const here = ids(render(everything, first))
    const there = ids(render(everything, second))
    expect(here.filter(id => there.includes(id))).toEqual([])
    expect(here.length).toBeGreaterThan(10)
  })

  it('have the standard labels', () => {
    for (const {metadata} of render(everything)) {
      expect(metadata.labels).toEqual({
        'app.kubernetes.io/name': 'aci-connector',
        'app.kubernetes.io/instance': 'one',
        'app.kubernetes.io/component': 'virtual-kubelet',
        'app.kubernetes.io/version': '1.6.4',
        'app.kubernetes.io/managed-by': 'Helm',
        'helm.sh/chart': 'aci-connector-0.1.0',
      })
    }
  })

  it('use no API that is gone', () => {
    const apis = new Set(render(everything).map(({apiVersion}) => apiVersion))
    expect(apis).toEqual(new Set(['v1', 'apps/v1', 'rbac.authorization.k8s.io/v1', 'policy/v1', 'networking.k8s.io/v1']))
  })

  it('hold no secret: the only Secret is filled by the cluster', () => {
    const secret = find(render(everything), 'Secret')
    expect(secret['type']).toBe('kubernetes.io/service-account-token')
    expect(secret).not.toHaveProperty('data')
  })

  it('are the same each time they are rendered', () => {
    expect(render(everything)).toEqual(render(everything))
  })
})

describe('the notes', () => {
  it('name what is there', () => {
    const {stdout} = runHelm('4.2.3', ['install', 'one', chart, '--dry-run=client', '--namespace', 'ns', '-f', '-'], values)
    const notes = stdout.slice(stdout.indexOf('NOTES:'))
    expect(notes).toContain(`kubectl get node ${values.nodeName}`)
    expect(notes).toContain('kubectl get pods --namespace ns --selector app.kubernetes.io/name=aci-connector,app.kubernetes.io/instance=one')
    expect(notes).toContain('open to the internet')
    expect(notes).toContain('only callers with a certificate of the client CA')
    expect(notes).not.toContain('metrics')
  })

  it('tell how metrics are read, where there are any', () => {
    const args = ['install', 'one', chart, '--dry-run=client', '--namespace', 'ns', '-f', '-']
    expect(runHelm('4.2.3', args, {...values, vnet}).stdout).toContain(`kubectl get --raw /api/v1/nodes/${values.nodeName}/proxy/metrics/resource`)
    expect(runHelm('4.2.3', args, {...values, vnet, osType: 'Windows'}).stdout).not.toContain('metrics')
  })
})
