import {generateKeyPairSync} from 'node:crypto'
import type {Authority} from '../../../sandbox/authority.ts'
import type {KeyFiles} from './flags.ts'

/** Makes what the programs prove themselves and others with. `write` gives the path of a new file. */
export async function makeKeyFiles(
  authority: Authority,
  adminToken: string,
  write: (name: string, content: string) => Promise<string>,
): Promise<KeyFiles> {
  const pair = async (name: string, subject: Parameters<Authority['issue']>[0]) => {
    const {certificate, key} = await authority.issue(subject)
    return {certificate: await write(`${name}.crt`, certificate), key: await write(`${name}.key`, key)}
  }
  const {publicKey, privateKey} = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: {type: 'pkcs8', format: 'pem'},
    publicKeyEncoding: {type: 'spki', format: 'pem'},
  })
  return {
    ca: await write('ca.crt', authority.certificate),
    serving: await pair('serving', {
      commonName: 'kube-apiserver',
      names: ['127.0.0.1', 'localhost', 'kubernetes.default.svc', '10.0.0.1'],
    }),
    kubelet: await pair('kubelet', {commonName: 'apiserver-kubelet-client', organizations: ['system:masters']}),
    accounts: {publicKey: await write('accounts.pub', publicKey), privateKey: await write('accounts.key', privateKey)},
    tokens: await write('tokens.csv', `${adminToken},admin,admin,system:masters\n`),
  }
}
