import {createPrivateKey, X509Certificate} from 'node:crypto'
import type {MountedFiles} from '../../node/program.ts'

/** Loads the key pair of the node's endpoint as Go's tls.LoadX509KeyPair does, with its error texts. */
export function loadKeyPair(files: MountedFiles, certificatePath: string, keyPath: string): {readonly cert: string; readonly key: string} {
  const cert = files.read(certificatePath).toString()
  const key = files.read(keyPath).toString()
  if (!cert.includes('-----BEGIN CERTIFICATE-----')) throw new Error('tls: failed to find any PEM data in certificate input')
  if (!/-----BEGIN ([A-Z]+ )?PRIVATE KEY-----/.test(key)) throw new Error('tls: failed to find any PEM data in key input')
  const parse = <T>(make: () => T, what: string): T => {
    try {
      return make()
    } catch {
      throw new Error(`tls: failed to parse ${what}`)
    }
  }
  const certificate = parse(() => new X509Certificate(cert), 'certificate')
  const privateKey = parse(() => createPrivateKey(key), 'private key')
  if (!certificate.checkPrivateKey(privateKey)) throw new Error('tls: private key does not match public key')
  return {cert, key}
}
