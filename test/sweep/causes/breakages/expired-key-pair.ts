import 'reflect-metadata'
import * as x509 from '@peculiar/x509'

const algorithm = {name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256'} as const
const dayMs = 24 * 3600 * 1000

/** A certificate that expired yesterday, with its key; both PEM. */
export async function expiredKeyPair(): Promise<{readonly certificate: string; readonly key: string}> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{CN: ['expired']}],
    keys,
    notBefore: new Date(Date.now() - 365 * dayMs),
    notAfter: new Date(Date.now() - dayMs),
    signingAlgorithm: algorithm,
  })
  return {
    certificate: certificate.toString('pem'),
    key: x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
  }
}
