import {expect, it} from '@jest/globals'
import {withReleasedSecrets} from '../../../../src/lib/connector/drift/released-secrets.ts'
import type {HelmVersion} from '../../../../src/lib/helm/version.ts'

const ref = {release: 'r', namespace: 'n'}
const helm = {
  version: {major: 4} as HelmVersion,
  manifest: async () => `
apiVersion: v1
kind: Secret
metadata: {name: s, namespace: n, labels: {forged: 'yes'}}
stringData: {key.pem: in use}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: a, namespace: n, labels: {forged: 'yes'}}
`,
}
const secret = (name: string, text: string) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {name, namespace: 'n'},
  stringData: {'key.pem': text},
})
const account = {apiVersion: 'v1', kind: 'ServiceAccount', metadata: {name: 'a', namespace: 'n'}}

it('takes only the content of Secrets from the release, and nothing for a Secret that is new', async () => {
  expect(await withReleasedSecrets(helm, ref, [secret('s', 'new'), secret('other', 'new'), account])).toEqual([
    secret('s', 'in use'),
    secret('other', 'new'),
    account,
  ])
})

it('does not ask Helm for a chart without Secrets', async () => {
  const never = async (): Promise<never> => {
    throw new Error('Helm was asked.')
  }
  expect(await withReleasedSecrets({...helm, manifest: never}, ref, [account])).toEqual([account])
})
