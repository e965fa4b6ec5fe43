import 'reflect-metadata'
import * as x509 from '@peculiar/x509'
import type {KeyPair} from '../../../sandbox/authority.ts'

/** Entra ID takes RSA certificates of applications only. */
export async function rsaPair(): Promise<KeyPair> {
  const algorithm = {name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048}
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({name: 'CN=sp', keys, signingAlgorithm: algorithm})
  return {
    certificate: certificate.toString('pem'),
    key: x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
  }
}
