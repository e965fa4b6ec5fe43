import {X509Certificate, createPrivateKey, generateKeyPair, randomBytes, sign, type KeyObject} from 'node:crypto'
import {promisify} from 'node:util'
import {Secret} from '../../secret.ts'

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
export async function loadAsn1() {
  const [{AsnConvert, OctetString}, x509] = await Promise.all([import('@peculiar/asn1-schema'), import('@peculiar/asn1-x509')])
  return {AsnConvert, OctetString, x509}
}

/** RFC 5758: ECDSA with SHA-256. */
const ecdsaWithSha256 = '1.2.840.10045.4.3.2'
/** RFC 5480, section 2.1. */
const ecPublicKey = '1.2.840.10045.2.1'
/** The curve P-256 (RFC 5480, section 2.1.1.1), as DER has it. */
const prime256v1 = Buffer.from('06082a8648ce3d030107', 'hex')
/** RFC 5280, appendix A. */
const commonName = '2.5.4.3'

/**
 * A self-signed pair for the connector's port 10250. The API server does not verify a kubelet's certificate on AKS, so it needs no
 * other issuer; the names are those of the node, which outlive every pod.
 */
export async function createServingPair(nodeName: string, now: Date): Promise<ServingPair> {
  const {AsnConvert, OctetString, x509} = await loadAsn1()
  const {publicKey, privateKey} = await promisify(generateKeyPair)('ec', {namedCurve: 'P-256'})
  const extension = (extnID: string, critical: boolean, value: unknown) =>
    new x509.Extension({extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value))})
  const name = new x509.Name([
    new x509.RelativeDistinguishedName([
      new x509.AttributeTypeAndValue({type: commonName, value: new x509.AttributeValue({utf8String: nodeName})}),
    ]),
  ])
  const algorithm = new x509.AlgorithmIdentifier({algorithm: ecdsaWithSha256})
  const tbsCertificate = new x509.TBSCertificate({
    version: x509.Version.v3,
    serialNumber: serialNumber(),
    signature: algorithm,
    issuer: name,
    validity: new x509.Validity({
      // Clocks differ by minutes.
      notBefore: new Date(now.getTime() - 5 * 60_000),
      notAfter: yearsAfter(now, validYears),
    }),
    subject: name,
    subjectPublicKeyInfo: new x509.SubjectPublicKeyInfo({
      algorithm: new x509.AlgorithmIdentifier({algorithm: ecPublicKey, parameters: bytesOf(prime256v1)}),
      subjectPublicKey: bytesOf(pointOf(publicKey)),
    }),
    extensions: new x509.Extensions([
      extension(x509.id_ce_basicConstraints, true, new x509.BasicConstraints({cA: false})),
      extension(x509.id_ce_keyUsage, true, new x509.KeyUsage(x509.KeyUsageFlags.digitalSignature)),
      extension(x509.id_ce_extKeyUsage, false, new x509.ExtendedKeyUsage([x509.id_kp_serverAuth])),
      extension(x509.id_ce_subjectAltName, false, new x509.SubjectAlternativeName([new x509.GeneralName({dNSName: nodeName})])),
    ]),
  })
  const signatureValue = sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), privateKey)
  const certificate = new x509.Certificate({tbsCertificate, signatureAlgorithm: algorithm, signatureValue: bytesOf(signatureValue)})
  return {
    certificate: new X509Certificate(Buffer.from(AsnConvert.serialize(certificate))).toString(),
    key: new Secret(privateKey.export({type: 'pkcs8', format: 'pem'}).toString()),
  }
}

/** Uncompressed (RFC 5480, section 2.2). */
function pointOf(publicKey: KeyObject): Buffer {
  const {x = '', y = ''} = publicKey.export({format: 'jwk'})
  return Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
}

/** Positive, as RFC 5280 wants it. */
function serialNumber(): ArrayBuffer {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return bytesOf(bytes)
}

function bytesOf(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer
}

function yearsAfter(date: Date, years: number): Date {
  const later = new Date(date)
  later.setUTCFullYear(date.getUTCFullYear() + years)
  return later
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
