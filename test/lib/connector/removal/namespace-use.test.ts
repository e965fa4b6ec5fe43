import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {connectorLabels} from '../../../../src/lib/connector/model/labels.ts'
import {namespaceObject} from '../../../../src/lib/connector/model/namespace-object.ts'
import {recordObject} from '../../../../src/lib/connector/model/record/record.ts'
import {readNamespaceUse} from '../../../../src/lib/connector/removal/namespace-use.ts'
import type {Kubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import type {KubeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'
import {record} from '../install/wanted.ts'
import {hostAt} from './target.ts'

const {host} = hostAt(new Date())
const {release} = record()

let api: TestApi
let kubectl: Kubectl
beforeAll(async () => {
  api = await startTestApi()
  kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
})
afterAll(() => api.close())
beforeEach(() => api.faults.set([]))

const configMap = (name: string, namespace: string): KubeObject => ({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name, namespace}})
const account = (name: string, namespace: string): KubeObject => ({apiVersion: 'v1', kind: 'ServiceAccount', metadata: {name, namespace}})
const use = (namespace: string, releases: readonly string[] = [release]) => readNamespaceUse(host, {kubectl}, {namespace, releases})
/** A namespace of vkctl's with what Kubernetes puts into each, and the record. */
async function made(namespace: string, more: readonly KubeObject[] = []): Promise<void> {
  const own = [configMap('kube-root-ca.crt', namespace), account('default', namespace), recordObject({...record(), namespace})]
  await createObjects(kubectl, [namespaceObject(namespace), ...own, ...more], {mayExist: own})
}

describe('a namespace that vkctl made', () => {
  it('is ours with nothing but the records of these connectors in it', async () => {
    await made('alone')
    expect(await use('alone')).toEqual({use: 'ours'})
  })

  it('is ours with objects that the chart of these connectors left in it', async () => {
    const annotations = {'meta.helm.sh/release-name': release, 'meta.helm.sh/release-namespace': 'chart'}
    const metadata = {name: release, namespace: 'chart', labels: {'app.kubernetes.io/name': 'aci-connector'}, annotations}
    await made('chart', [{apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata}])
    expect(await use('chart')).toEqual({use: 'ours'})
    expect(await use('chart', ['another'])).toMatchObject({use: 'shared'})
  })

  it('is ours before the removal too, with the Secrets of the connector and of its release', async () => {
    const secret = (name: string, labels: Readonly<Record<string, string>> = {}): KubeObject => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {name, namespace: 'whole', labels},
    })
    await made('whole', [secret(release, connectorLabels(release, 'credentials')), secret(`sh.helm.release.v1.${release}.v1`)])
    expect(await use('whole')).toEqual({use: 'ours'})
    await createObjects(kubectl, [secret(`${release}-2`, {'app.kubernetes.io/instance': release})], {mayExist: []})
    expect(await use('whole')).toMatchObject({use: 'shared', inhabitants: [{metadata: {name: `${release}-2`}}]})
  })

  it('is shared with what else is in it, also a record of another connector', async () => {
    await made('inhabited', [configMap('mine', 'inhabited'), account('kube-root-ca.crt', 'inhabited')])
    const of = async (...releases: string[]) => {
      const found = await use('inhabited', releases)
      return found.use === 'shared' ? found.inhabitants.map(({kind, metadata}) => `${kind} ${metadata.name}`) : found
    }
    expect(await of(release)).toEqual(['ConfigMap mine', 'ServiceAccount kube-root-ca.crt'])
    expect(await of('another')).toEqual(['ConfigMap mine', `Secret ${release}-record`, 'ServiceAccount kube-root-ca.crt'])
  })

  it.each(['/configmaps', '/namespaces/hidden-\\w+$'])('is unknown when %s cannot be read', async path => {
    const name = path === '/configmaps' ? 'hidden-inside' : 'hidden-itself'
    await made(name)
    api.faults.set([{server: 'kubernetes', method: 'GET', path, status: 403, times: 9, message: 'you may not'}])
    expect(await use(name)).toEqual({use: 'unknown', reasons: [expect.stringMatching(/you may not$/)]})
  })

  it('is unknown when the API server is away', async () => {
    api.faults.set([{server: 'kubernetes', cut: true, times: 99}])
    expect(await use('alone')).toMatchObject({use: 'unknown', reasons: [expect.any(String)]})
  })
})

describe('a namespace of somebody else', () => {
  it('is shared, and nobody is told of what is in it', async () => {
    const namespace = {apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'theirs'}}
    await createObjects(kubectl, [namespace, configMap('mine', 'theirs')], {mayExist: []})
    expect(await use('theirs')).toEqual({use: 'shared', inhabitants: []})
  })

  it('can be gone', async () => {
    expect(await use('gone')).toEqual({use: 'gone'})
  })
})
