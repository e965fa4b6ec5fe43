import {expect, it} from '@jest/globals'
import {renderedObjects} from '../../../../src/lib/connector/drift/rendered.ts'

const manifest = `
apiVersion: v1
kind: ServiceAccount
metadata: {name: a, labels: {app: x}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: b}
---
apiVersion: example.com/v1
kind: Widget
metadata: {name: c}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: d, annotations: {helm.sh/hook: pre-install}}
`

it('adds the namespace and the marks of Helm, and leaves hooks and unknown kinds out', async () => {
  const {objects, unknownKinds} = await renderedObjects(manifest, {release: 'r', namespace: 'n'}, 4)
  const annotations = {'meta.helm.sh/release-name': 'r', 'meta.helm.sh/release-namespace': 'n'}
  const labels = {'app.kubernetes.io/managed-by': 'Helm'}
  expect(objects.map(({metadata}) => metadata)).toEqual([
    {name: 'a', namespace: 'n', labels: {app: 'x', ...labels}, annotations},
    {name: 'b', labels, annotations},
  ])
  expect(unknownKinds.map(({kind}) => kind)).toEqual(['Widget'])
})

it('adds no marks for Helm 2, which sets none', async () => {
  const {objects} = await renderedObjects(manifest, {release: 'r', namespace: 'n'}, 2)
  expect(objects[0]?.metadata).toEqual({name: 'a', namespace: 'n', labels: {app: 'x'}})
})
