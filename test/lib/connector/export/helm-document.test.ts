import {describe, expect, it} from '@jest/globals'
import {load} from 'js-yaml'
import type {ChartReference} from '../../../../src/lib/connector/export/chart-reference.ts'
import {helmDocument} from '../../../../src/lib/connector/export/helm-document.ts'
import {exported} from './exported.ts'

const named = {name: 'aci-connector', version: '0.1.0'} as const

describe('the values for Helm', () => {
  it('are those of the release, below the commands that install it', async () => {
    const one = exported()
    const text = await helmDocument(one)
    expect(load(text)).toEqual(one.values)
    const comment = text.split('\n').filter(line => line.startsWith('#'))
    expect(comment).toEqual(
      expect.arrayContaining([
        '#   kubectl create namespace virtual-kubelet',
        expect.stringContaining('pod-security.kubernetes.io/enforce=restricted'),
        '#   helm upgrade --install vk-linux-eastus ./charts/aci-connector --namespace virtual-kubelet --values vk-linux-eastus.yaml',
        '#   kubectl create secret generic vk-linux-eastus --namespace virtual-kubelet --from-file=azure.json --from-file=ca.crt --from-file=tls.crt --from-file=tls.key',
        expect.stringContaining(
          "az role assignment create --assignee-object-id object --assignee-principal-type ServicePrincipal --role 'Azure",
        ),
      ]),
    )
    expect(text).not.toContain('managed-by')
  })

  it('name neither a namespace of somebody else nor a Secret that the chart does not need', async () => {
    const text = await helmDocument(exported({ownsNamespace: false, secretName: undefined, record: undefined}))
    expect(text).not.toMatch(/create namespace|create secret|role assignment/)
  })

  it.each<readonly [ChartReference, string]>([
    [{...named, kind: 'oci', url: 'oci://r.io/c'}, 'oci://r.io/c --version 0.1.0'],
    [{...named, kind: 'repository', url: 'https://r.io'}, 'aci-connector --repo https://r.io --version 0.1.0'],
    [{...named, kind: 'archive', url: 'https://r.io/c.tgz'}, 'https://r.io/c.tgz'],
    [{...named, kind: 'alias', alias: 'r/c'}, 'r/c --version 0.1.0'],
  ])('with the chart %j', async (chart, words) => {
    expect(await helmDocument(exported({chart}))).toContain(`helm upgrade --install vk-linux-eastus ${words} --namespace`)
  })
})
