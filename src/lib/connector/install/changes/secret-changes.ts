import {createHmac} from 'node:crypto'
import {kubeObjectInWords} from '../../../kubernetes/kinds/object-in-words.ts'
import type {SecretObject} from '../../../kubernetes/objects.ts'
import {readCredentials, type Credentials} from '../../model/credentials-secret.ts'
import {fieldChange, whole, type Change} from './change.ts'
import {differentFields, differentLabels} from './fields.ts'

/** How the Secret of a connector changes. Secret values are shown as digests. */
export function secretChanges(
  before: SecretObject | undefined,
  after: SecretObject,
  {azureJson, clientCa, pair}: Credentials,
): readonly Change[] {
  const target = kubeObjectInWords(after)
  if (before === undefined) return [whole('create', target)]
  // Keyed, so that nobody can guess a weak client secret from the digest.
  const digest = (text: string): string => `(digest ${createHmac('sha256', pair.key.reveal()).update(text).digest('hex').slice(0, 12)})`
  const shown = (one: Credentials): object => ({
    'azure.json': azureFields(one, digest),
    'ca.crt': digest(one.clientCa),
    'tls.crt': digest(one.pair.certificate),
    'tls.key': digest(one.pair.key.reveal()),
  })
  const earlier = readCredentials(before)
  const data = differentFields(earlier === undefined ? {} : shown(earlier), shown({azureJson, clientCa, pair}), 'data')
  return [...differentLabels(before, after), ...data].map(field => fieldChange(target, field))
}

/** Fields of azure.json that are no secret. */
const shownFields: ReadonlySet<string> = new Set([
  'cloud',
  'tenantId',
  'subscriptionId',
  'aadClientId',
  'useManagedIdentityExtension',
  'userAssignedIdentityID',
  'resourceGroup',
  'location',
  'vnetName',
  'vnetResourceGroup',
])

/** The fields of azure.json; of a file that is not JSON only a digest. */
function azureFields({azureJson}: Credentials, digest: (text: string) => string): unknown {
  try {
    const fields = JSON.parse(azureJson.reveal()) as Readonly<Record<string, unknown>>
    return Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, shownFields.has(name) ? value : digest(JSON.stringify(value))]),
    )
  } catch {
    return digest(azureJson.reveal())
  }
}
