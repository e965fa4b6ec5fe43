import {expect, it} from '@jest/globals'
import {pathOf, resourceNamed, resourceOf} from '../../../src/lib/kubernetes/resources.ts'

it.each([
  [pathOf(resourceNamed('nodes'), {}), '/api/v1/nodes'],
  [pathOf(resourceNamed('nodes'), {name: 'n', namespace: 'ignored'}), '/api/v1/nodes/n'],
  [pathOf(resourceNamed('pods'), {namespace: 'vk'}), '/api/v1/namespaces/vk/pods'],
  [pathOf(resourceNamed('deployments.apps'), {namespace: 'vk', name: 'd'}), '/apis/apps/v1/namespaces/vk/deployments/d'],
  [
    pathOf(resourceOf({apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole'}), {name: 'system:a/b'}),
    '/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Aa%2Fb',
  ],
])('%s is where the API server serves it', (path, expected) => {
  expect(path).toBe(expected)
})

it('a kind that is not written down is named', () => {
  expect(() => resourceOf({apiVersion: 'v2', kind: 'Pod'})).toThrow('Pod of v2')
})
