import {createHash} from 'node:crypto'
import type {SecretObject} from '../../kubernetes/objects.ts'
import {Secret} from '../../secret.ts'
import {connectorLabels} from './labels.ts'
import type {ServingPair} from './serving-certificate.ts'

/** The files that the connector's pod reads. The chart mounts them without knowing what is in them. */
export interface Credentials {
  readonly azureJson: Secret
  /** CA that signed the API server's client certificate, PEM. */
  readonly clientCa: string
  readonly pair: ServingPair
}

/** The keys of the Secret. */
export const credentialsKeys = ['azure.json', 'ca.crt', 'tls.crt', 'tls.key'] as const

export function credentialsSecret(
  release: string,
  namespace: string,
  {azureJson, clientCa, pair}: Credentials,
): SecretObject & {readonly type: string} {
  const data = {'azure.json': azureJson.reveal(), 'ca.crt': clientCa, 'tls.crt': pair.certificate, 'tls.key': pair.key.reveal()}
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {name: release, namespace, labels: connectorLabels(release, 'credentials')},
    type: 'Opaque',
    data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString('base64')])),
  }
}

/** The credentials in the Secret of an earlier install; undefined if a part is missing. */
export function readCredentials(secret: SecretObject | undefined): Credentials | undefined {
  const [azureJson, clientCa, pair] = [partOf(secret, 'azure.json'), partOf(secret, 'ca.crt'), readServingPair(secret)]
  if (azureJson === undefined || clientCa === undefined || pair === undefined) return undefined
  return {azureJson: new Secret(azureJson), clientCa, pair}
}

/** The certificate and key in the Secret, whatever else it lacks; undefined if one of them is missing. */
export function readServingPair(secret: SecretObject | undefined): ServingPair | undefined {
  const [certificate, key] = [partOf(secret, 'tls.crt'), partOf(secret, 'tls.key')]
  return certificate === undefined || key === undefined ? undefined : {certificate, key: new Secret(key)}
}

function partOf(secret: SecretObject | undefined, key: (typeof credentialsKeys)[number]): string | undefined {
  const value = secret?.data?.[key]
  return value === undefined ? undefined : Buffer.from(value, 'base64').toString('utf8')
}

/** The annotation of the pod that holds the digest (charts/aci-connector/templates/deployment.yaml). */
export const digestAnnotation = 'aci-connector/secret-digest'

/**
 * A digest of all parts, so that the pod restarts when one of them changes and only then. It includes the private key: everybody who can
 * read the Deployment can read the digest, and must not be able to guess a weak client secret from it.
 */
export function credentialsDigest({azureJson, clientCa, pair}: Credentials): string {
  return createHash('sha256')
    .update(JSON.stringify([azureJson.reveal(), clientCa, pair.certificate, pair.key.reveal()]))
    .digest('hex')
    .slice(0, 32)
}
