import {describe, expect, it} from '@jest/globals'
import {
  credentialsDigest,
  credentialsSecret,
  readCredentials,
  type Credentials,
} from '../../../../src/lib/connector/model/credentials-secret.ts'
import {Secret} from '../../../../src/lib/secret.ts'

const credentials: Credentials = {
  azureJson: new Secret('{"aadClientSecret":"ü, { } = \\\\ \\""}'),
  clientCa: 'CA',
  pair: {certificate: 'CERT', key: new Secret('KEY')},
}

describe('the Secret of a connector', () => {
  it('holds what the pod reads, and gives it back whole', () => {
    const secret = credentialsSecret('r', 'ns', credentials)
    expect(secret).toMatchObject({
      kind: 'Secret',
      type: 'Opaque',
      metadata: {name: 'r', namespace: 'ns', labels: {'app.kubernetes.io/managed-by': 'vkctl', 'app.kubernetes.io/instance': 'r'}},
    })
    expect(Object.keys(secret.data ?? {}).toSorted()).toEqual(['azure.json', 'ca.crt', 'tls.crt', 'tls.key'])
    const read = readCredentials(secret)
    expect(read?.azureJson.reveal()).toBe(credentials.azureJson.reveal())
    expect(read?.pair.key.reveal()).toBe('KEY')
    expect(read).toMatchObject({clientCa: 'CA', pair: {certificate: 'CERT'}})
  })

  it.each(['azure.json', 'ca.crt', 'tls.crt', 'tls.key'])('is not of use without %s', key => {
    const secret = credentialsSecret('r', 'ns', credentials)
    const data = Object.fromEntries(Object.entries(secret.data ?? {}).filter(([name]) => name !== key))
    expect(readCredentials({...secret, data})).toBeUndefined()
  })

  it('that does not exist holds nothing', () => {
    expect(readCredentials(undefined)).toBeUndefined()
    expect(readCredentials({metadata: {name: 'r'}})).toBeUndefined()
  })
})

describe('the digest of the credentials', () => {
  const digest = credentialsDigest(credentials)

  it('stays while nothing changes, and is short enough for an annotation and a label', () => {
    expect(credentialsDigest({...credentials, azureJson: new Secret(credentials.azureJson.reveal())})).toBe(digest)
    expect(digest).toMatch(/^[0-9a-f]{32}$/)
  })

  it.each<readonly [string, Partial<Credentials>]>([
    ['azure.json', {azureJson: new Secret('{}')}],
    ['the CA', {clientCa: 'other'}],
    ['the certificate', {pair: {...credentials.pair, certificate: 'other'}}],
    ['the key', {pair: {...credentials.pair, key: new Secret('other')}}],
  ])('changes with %s', (_, change) => {
    expect(credentialsDigest({...credentials, ...change})).not.toBe(digest)
  })

  it('does not mix the parts up', () => {
    const moved: Credentials = {azureJson: new Secret('ab'), clientCa: 'c', pair: credentials.pair}
    expect(credentialsDigest(moved)).not.toBe(credentialsDigest({...moved, azureJson: new Secret('a'), clientCa: 'bc'}))
  })
})
