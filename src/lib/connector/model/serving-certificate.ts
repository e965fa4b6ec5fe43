import {X509Certificate, createPrivateKey} from 'node:crypto'
import {Secret} from '../../secret.ts'

/** The certificate and key with which the connector serves `kubectl logs` and `exec`. */
export interface ServingPair {
  /** PEM. */
  readonly certificate: string
  /** PKCS #8, PEM. */
  readonly key: Secret
}

const dayMs = 24 * 3600 * 1000
const validDays = 365
/** Connectors are installed again when a cluster is upgraded, every few months. A key that is renewed this early does not expire in between. */
const renewBeforeDays = 120
const algorithm = {name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256'} as const

/**
 * A self-signed certificate for the connector's port 10250, valid for one year. On AKS the API server does not verify the certificate of a kubelet, so no CA has
 * to sign it. It has the name of the node, which stays the same when the pod is replaced.
 */
export async function createServingPair(nodeName: string, now: Date): Promise<ServingPair> {
  await import('reflect-metadata')
  const x509 = await import('@peculiar/x509')
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{CN: [nodeName]}],
    keys,
    signingAlgorithm: algorithm,
    // Clocks may differ by minutes.
    notBefore: new Date(now.getTime() - 5 * 60_000),
    notAfter: new Date(now.getTime() + validDays * dayMs),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([{type: 'dns', value: nodeName}]),
    ],
  })
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  return {
    certificate: `${certificate.toString('pem')}\n`,
    key: new Secret(
      createPrivateKey({key: Buffer.from(key), format: 'der', type: 'pkcs8'})
        .export({type: 'pkcs8', format: 'pem'})
        .toString(),
    ),
  }
}

/**
 * Whether a pair can still be used: certificate and key match, and the certificate does not expire soon. One that is valid for more than a year
 * is from an earlier version of vkctl, and is renewed too.
 */
export function isUsable({certificate, key}: ServingPair, now: Date): boolean {
  try {
    const parsed = new X509Certificate(certificate)
    const days = (Date.parse(parsed.validTo) - now.getTime()) / dayMs
    return parsed.checkPrivateKey(createPrivateKey(key.reveal())) && days > renewBeforeDays && days < validDays + 1
  } catch {
    return false
  }
}
