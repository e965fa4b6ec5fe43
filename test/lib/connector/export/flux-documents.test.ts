import {describe, expect, it} from '@jest/globals'
import {HelmRelease} from '@kubernetes-models/flux-cd/helm.toolkit.fluxcd.io/v2/HelmRelease'
import {HelmRepository} from '@kubernetes-models/flux-cd/source.toolkit.fluxcd.io/v1/HelmRepository'
import {OCIRepository} from '@kubernetes-models/flux-cd/source.toolkit.fluxcd.io/v1/OCIRepository'
import {loadAll} from 'js-yaml'
import type {ChartReference} from '../../../../src/lib/connector/export/chart-reference.ts'
import type {Exported} from '../../../../src/lib/connector/export/exported.ts'
import {fluxDocuments} from '../../../../src/lib/connector/export/flux-documents.ts'
import {exported} from './exported.ts'

const named = {name: 'aci-connector', version: '0.1.0+1'} as const
const models: Readonly<Record<string, new (object: never) => {validate(): void}>> = {HelmRelease, HelmRepository, OCIRepository}

/** The objects by their kind, each as the API of Flux takes it. */
async function objects(changes: Partial<Exported> = {}): Promise<Readonly<Record<string, unknown>>> {
  const all = loadAll(await fluxDocuments(exported(changes))) as readonly {readonly kind: string}[]
  for (const object of all) {
    const Model = models[object.kind]
    if (Model !== undefined) new Model(object as never).validate()
  }
  return Object.fromEntries(all.map(object => [object.kind, object]))
}

describe('the objects for Flux', () => {
  it('take over the release of vkctl, with a chart in the Git repository of Flux', async () => {
    const one = exported()
    expect(await objects()).toEqual({
      Namespace: {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name: 'virtual-kubelet',
          labels: {'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/enforce-version': 'v1.36'},
        },
      },
      HelmRelease: {
        apiVersion: 'helm.toolkit.fluxcd.io/v2',
        kind: 'HelmRelease',
        metadata: {name: 'vk-linux-eastus', namespace: 'virtual-kubelet'},
        spec: {
          interval: '1h',
          releaseName: 'vk-linux-eastus',
          chart: {
            spec: {
              chart: './charts/aci-connector',
              reconcileStrategy: 'Revision',
              sourceRef: {kind: 'GitRepository', name: 'flux-system', namespace: 'flux-system'},
            },
          },
          values: one.values,
        },
      },
    })
  })

  it('get the chart from a registry, by its tag', async () => {
    const {HelmRelease: release, OCIRepository: source} = await objects({chart: {...named, kind: 'oci', url: 'oci://r.io/c'}})
    expect(source).toMatchObject({metadata: {name: 'vk-linux-eastus'}, spec: {url: 'oci://r.io/c', ref: {tag: '0.1.0_1'}}})
    expect(release).toMatchObject({spec: {chartRef: {kind: 'OCIRepository', name: 'vk-linux-eastus'}}})
  })

  it('get the chart from a Helm repository, by its version', async () => {
    const {HelmRelease: release, HelmRepository: source} = await objects({chart: {...named, kind: 'repository', url: 'https://r.io'}})
    expect(source).toMatchObject({metadata: {name: 'vk-linux-eastus'}, spec: {url: 'https://r.io'}})
    expect(release).toMatchObject({
      spec: {chart: {spec: {chart: 'aci-connector', version: '0.1.0+1', sourceRef: {kind: 'HelmRepository', name: 'vk-linux-eastus'}}}},
    })
  })

  it('leave out a namespace of somebody else', async () => {
    expect(Object.keys(await objects({ownsNamespace: false}))).toEqual(['HelmRelease'])
  })

  it.each<ChartReference>([
    {...named, kind: 'archive', url: 'https://r.io/c.tgz'},
    {...named, kind: 'alias', alias: 'r/c'},
    {...named, kind: 'folder', path: '/home/me/chart'},
  ])('cannot have the chart %j', async chart => {
    await expect(fluxDocuments(exported({chart}))).rejects.toMatchObject({exitCode: 2, message: expect.stringContaining('Flux cannot get')})
  })

  it('are compared with the real types of Flux', () => {
    const wrong = {metadata: {name: 'x'}, spec: {interval: '1h', chartRef: {kind: 'GitRepository', name: 'x'}}}
    expect(() => new HelmRelease(wrong as never).validate()).toThrow('spec/chartRef/kind')
  })
})
