import {X509Certificate, createPrivateKey} from 'node:crypto'
import {Secret} from '../secret.ts'

/** What the connector serves `kubectl logs` and `exec` with. */
export interface ServingPair {
  /** PEM. */
  readonly certificate: string
  /** PKCS #8, PEM. */
  readonly key: Secret
}

const validYears = 10
const renewBeforeMs = 30 * 24 * 3600 * 1000

/** Takes as long to load as kubectl takes to run, so an install loads it while Azure is asked. */
export async function loadX509() {
  // @peculiar/x509 finds its parts with tsyringe, which needs this polyfill first.
  await import('reflect-metadata')
  return import('@peculiar/x509')
}

/**
 * A self-signed pair for the connector's port 10250. The API server does not verify a kubelet's certificate on AKS, so it needs no
 * other issuer; the names are those of the node, which outlive every pod.
 */
export async function createServingPair(nodeName: string, now: Date): Promise<ServingPair> {
  const x509 = await loadX509()
  const algorithm = {name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256'} as const
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const notAfter = new Date(now)
  notAfter.setUTCFullYear(now.getUTCFullYear() + validYears)
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{CN: [nodeName]}],
    keys,
    // Clocks differ by minutes.
    notBefore: new Date(now.getTime() - 5 * 60_000),
    notAfter,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([{type: 'dns', value: nodeName}]),
    ],
  })
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  return {certificate: certificate.toString('pem'), key: new Secret(x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'))}
}

/** Whether a pair can go on being used: the two belong together and it does not run out within a month. */
export function isUsable({certificate, key}: ServingPair, now: Date): boolean {
  try {
    const parsed = new X509Certificate(certificate)
    return parsed.checkPrivateKey(createPrivateKey(key.reveal())) && Date.parse(parsed.validTo) - now.getTime() > renewBeforeMs
  } catch {
    return false
  }
}
