import 'reflect-metadata'
import {isIP} from 'node:net'
import * as x509 from '@peculiar/x509'

/** A certificate with its private key, both PEM. */
export interface KeyPair {
  readonly certificate: string
  readonly key: string
}

/** Each PEM text ends with a newline, so that files of several can be joined. */
const endWithNewline = (pem: string): string => `${pem.trimEnd()}\n`

/** A certificate authority that lives as long as the sandbox. */
export interface Authority {
  /** PEM. */
  readonly certificate: string
  /** A certificate for a TLS server, or for a client if `organizations` are passed. `names` are DNS names and IP addresses. */
  issue(subject: {
    readonly commonName: string
    readonly organizations?: readonly string[]
    readonly names?: readonly string[]
  }): Promise<KeyPair>
}

const algorithm = {name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256'} as const
const validMs = 30 * 24 * 3600 * 1000

export async function createAuthority(commonName: string): Promise<Authority> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const notBefore = new Date(Date.now() - 60_000)
  const notAfter = new Date(Date.now() + validMs)
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{CN: [commonName]}],
    keys,
    notBefore,
    notAfter,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      // With this extension, a program that trusts several authorities of the same name finds the right one.
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return {
    certificate: endWithNewline(root.toString('pem')),
    async issue({commonName: name, organizations = [], names = []}) {
      const leaf = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
      const certificate = await x509.X509CertificateGenerator.create({
        subject: [{CN: [name]}, ...organizations.map(organization => ({O: [organization]}))],
        issuer: root.subject,
        publicKey: leaf.publicKey,
        signingKey: keys.privateKey,
        notBefore,
        notAfter,
        signingAlgorithm: algorithm,
        extensions: [
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
          await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
          new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth]),
          ...(names.length === 0
            ? []
            : [
                new x509.SubjectAlternativeNameExtension(
                  names.map(value => ({type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value})),
                ),
              ]),
        ],
      })
      const pkcs8 = await crypto.subtle.exportKey('pkcs8', leaf.privateKey)
      return {certificate: endWithNewline(certificate.toString('pem')), key: endWithNewline(x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'))}
    },
  }
}
