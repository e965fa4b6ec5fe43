import {X509Certificate, createPrivateKey} from 'node:crypto'
import {once} from 'node:events'
import {connect, createServer} from 'node:tls'
import type {AddressInfo} from 'node:net'
import {beforeAll, describe, expect, it} from '@jest/globals'
import {createServingPair, isUsable, type ServingPair} from '../../../../src/lib/connector/model/serving-certificate.ts'
import {Secret} from '../../../../src/lib/secret.ts'

const node = `virtual-kubelet-${'n'.repeat(47)}`
const now = new Date()
const inDays = (days: number) => new Date(now.getTime() + days * 24 * 3600 * 1000)
let pair: ServingPair
beforeAll(async () => {
  pair = await createServingPair(node, now)
})

describe('the serving pair of a connector', () => {
  it('names the node, is not a CA, and is good now and for one year', () => {
    const certificate = new X509Certificate(pair.certificate)
    expect(certificate.subject).toBe(`CN=${node}`)
    expect(certificate.subjectAltName).toBe(`DNS:${node}`)
    expect(certificate.ca).toBe(false)
    expect(certificate.checkPrivateKey(createPrivateKey(pair.key.reveal()))).toBe(true)
    expect(Date.parse(certificate.validFrom)).toBeLessThan(now.getTime())
    expect(Math.round((Date.parse(certificate.validTo) - now.getTime()) / (24 * 3600 * 1000))).toBe(365)
    expect(pair.key.reveal()).toMatch(/^-----BEGIN PRIVATE KEY-----/)
  })

  // Node's `ca` is false already because the key may not sign certificates.
  it('says itself that it is not a CA', async () => {
    await import('reflect-metadata')
    const {BasicConstraintsExtension, X509Certificate: Parsed} = await import('@peculiar/x509')
    expect(new Parsed(pair.certificate).getExtension(BasicConstraintsExtension)?.ca).toBe(false)
  })

  it('serves TLS to who trusts it', async () => {
    const server = createServer({cert: pair.certificate, key: pair.key.reveal()}, socket => socket.end('hello')).listen(0, '127.0.0.1')
    await once(server, 'listening')
    try {
      const client = connect({port: (server.address() as AddressInfo).port, host: '127.0.0.1', ca: pair.certificate, servername: node})
      const [data] = (await once(client, 'data')) as [Buffer]
      expect(data.toString()).toBe('hello')
      client.destroy()
    } finally {
      server.close()
    }
  })

  it('is another each time', async () => {
    expect((await createServingPair(node, now)).key.reveal()).not.toBe(pair.key.reveal())
  })
})

describe('a pair can go on being used', () => {
  it('until four months before it expires', () => {
    expect(isUsable(pair, now)).toBe(true)
    expect(isUsable(pair, inDays(244))).toBe(true)
    expect(isUsable(pair, inDays(246))).toBe(false)
  })

  it('not when it is valid for years', async () => {
    expect(isUsable(await createServingPair(node, inDays(9 * 365)), now)).toBe(false)
  })

  it('only with its own key', async () => {
    expect(isUsable({...pair, key: (await createServingPair(node, now)).key}, now)).toBe(false)
  })

  it.each<readonly [string, Partial<ServingPair>]>([
    ['no certificate', {certificate: ''}],
    ['a certificate that is none', {certificate: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'}],
    ['a key that is none', {key: new Secret('key')}],
  ])('not with %s', (_, change) => {
    expect(isUsable({...pair, ...change}, now)).toBe(false)
  })
})
