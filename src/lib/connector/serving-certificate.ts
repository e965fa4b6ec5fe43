import {X509Certificate, createPrivateKey, generateKeyPairSync, randomBytes, sign} from 'node:crypto'
import {Secret} from '../secret.ts'
import * as der from './der.ts'

/** What the connector serves `kubectl logs` and `exec` with. */
export interface ServingPair {
  /** PEM. */
  readonly certificate: string
  /** PKCS #8, PEM. */
  readonly key: Secret
}

const validYears = 10
const renewBeforeMs = 30 * 24 * 3600 * 1000

/** ecdsa-with-SHA256 (RFC 5758). */
const signatureAlgorithm = der.sequence(der.oid('2a8648ce3d040302'))

/**
 * A self-signed pair for the connector's port 10250. The API server does not verify a kubelet's certificate on AKS, so it needs no
 * other issuer; the names are those of the node, which outlive every pod.
 */
export function createServingPair(nodeName: string, now: Date): ServingPair {
  const {publicKey, privateKey} = generateKeyPairSync('ec', {namedCurve: 'P-256'})
  const name = der.sequence(der.set(der.sequence(der.oid('550403'), der.utf8(nodeName))))
  const notAfter = new Date(now)
  notAfter.setUTCFullYear(now.getUTCFullYear() + validYears)
  // TBSCertificate of RFC 5280.
  const content = der.sequence(
    der.explicit(0, der.integer(Buffer.of(2))),
    der.integer(Buffer.of(1, ...randomBytes(15))),
    signatureAlgorithm,
    name,
    // Clocks differ by minutes.
    der.sequence(der.time(new Date(now.getTime() - 5 * 60_000)), der.time(notAfter)),
    name,
    publicKey.export({type: 'spki', format: 'der'}),
    der.explicit(3, der.sequence(...extensions(nodeName))),
  )
  const certificate = der.sequence(content, signatureAlgorithm, der.bits(sign('sha256', content, privateKey)))
  return {
    certificate: new X509Certificate(certificate).toString(),
    key: new Secret(privateKey.export({type: 'pkcs8', format: 'pem'}).toString()),
  }
}

/** A server, and no CA. */
function extensions(nodeName: string): readonly Buffer[] {
  const critical = der.truth()
  return [
    // basicConstraints, keyUsage with digitalSignature only, extKeyUsage with serverAuth, subjectAltName with a dNSName.
    der.sequence(der.oid('551d13'), critical, der.octets(der.sequence())),
    der.sequence(der.oid('551d0f'), critical, der.octets(der.bits(Buffer.of(0x80), 7))),
    der.sequence(der.oid('551d25'), der.octets(der.sequence(der.oid('2b06010505070301')))),
    der.sequence(der.oid('551d11'), der.octets(der.sequence(der.implicit(2, Buffer.from(nodeName))))),
  ]
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
