import {createAuthority} from '../../../../sandbox/authority.ts'
import {anyOf, changed, type Breakage, type Cause} from '../breakage.ts'
import {replacePod} from '../connector-pod.ts'
import {namespace, type CauseSite} from '../site.ts'
import {expiredKeyPair} from './expired-key-pair.ts'

type Data = Readonly<Record<string, string>>

const encode = (text: string): string => Buffer.from(text).toString('base64')

async function readSecret({world, release}: CauseSite): Promise<Data> {
  const {data} = (await world.get(`/api/v1/namespaces/${namespace}/secrets/${release}`)) as {readonly data: Data}
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]))
}

/** Changes what the Secret of the connector holds, and lets the connector start with that. */
async function change(site: CauseSite, edit: (data: Data) => Data | Promise<Data>): Promise<void> {
  const {world, release} = site
  const data = Object.entries(await edit(await readSecret(site))).map(([key, value]) => [key, encode(value)])
  const patch = [{op: 'replace', path: '/data', value: Object.fromEntries(data)}]
  await world.kubectl(['patch', 'secret', release, '-n', namespace, '--type', 'json', '-p', JSON.stringify(patch)])
  await replacePod(site)
}

/** Changes fields of azure.json. */
const azureJson =
  (fields: Readonly<Record<string, unknown>>) =>
  (data: Data): Data => ({
    ...data,
    'azure.json': JSON.stringify({...(JSON.parse(data['azure.json'] ?? '') as object), ...fields}),
  })

const without =
  (key: string) =>
  ({[key]: _, ...rest}: Data): Data =>
    rest

interface Edit {
  readonly name: string
  readonly of?: Breakage['of']
  readonly edit: (data: Data) => Data | Promise<Data>
  /** Which checks name the very value; that the Secret was changed is always true. */
  readonly causes?: readonly Cause[]
}

const edits: readonly Edit[] = [
  {name: 'Secret is emptied', edit: () => ({})},
  ...['azure.json', 'tls.crt', 'tls.key', 'ca.crt'].map(key => ({name: `Secret has no ${key}`, edit: without(key)})),
  {name: 'azure.json is not JSON', edit: data => ({...data, 'azure.json': '{"cloud": '})},
  {name: 'azure.json names an unknown cloud', edit: azureJson({cloud: 'AZUREPUBLICCLOUD'}), causes: anyOf('cloud-known')},
  {name: 'azure.json names no identity', edit: azureJson({aadClientId: '', userAssignedIdentityID: ''}), causes: anyOf('identity-known')},
  {
    name: 'azure.json names an identity that the nodes do not have',
    edit: azureJson({userAssignedIdentityID: '0a6b2f5e-7c1d-4e2a-b1f0-5d3c9e8a7bff'}),
    causes: anyOf('identity-attached'),
  },
  {
    name: 'azure.json has a wrong client secret',
    of: 'servicePrincipal',
    edit: azureJson({aadClientSecret: 'wrong'}),
    causes: anyOf('secret-accepted'),
  },
  {
    name: 'client CA is of another cluster',
    edit: async data => ({...data, 'ca.crt': (await createAuthority('other')).certificate}),
    causes: anyOf('ca-current'),
  },
  {
    name: 'serving certificate has expired',
    async edit(data) {
      const {certificate, key} = await expiredKeyPair()
      return {...data, 'tls.crt': certificate, 'tls.key': key}
    },
    causes: anyOf('certificate-current'),
  },
]

export const ofCredentials: readonly Breakage[] = [
  ...edits.map(({name, of, edit, causes = []}): Breakage => ({
    name,
    ...(of !== undefined && {of}),
    breaks: site => change(site, edit),
    causes: [changed('Secret'), ...causes],
  })),
  {
    name: 'client CA of the cluster was rotated',
    async breaks({world}) {
      const {certificate} = await createAuthority('rotated')
      const patch = JSON.stringify({data: {'client-ca-file': certificate}})
      await world.kubectl(['patch', 'configmap', 'extension-apiserver-authentication', '-n', 'kube-system', '-p', patch])
    },
    causes: anyOf('ca-current'),
  },
]
