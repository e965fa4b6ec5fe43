import {createHash} from 'node:crypto'
import type {SecretObject} from '../../kubernetes/objects.ts'
import {Secret} from '../../secret.ts'
import {connectorLabels} from './labels.ts'
import type {ServingPair} from './serving-certificate.ts'

/** All that the connector's pod reads; the chart mounts it and knows nothing of its content. */
export interface Credentials {
  readonly azureJson: Secret
  /** CA that signs the API server's client certificates, PEM. */
  readonly clientCa: string
  readonly pair: ServingPair
}

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

/** What a Secret of an earlier install holds; undefined when a part is missing. */
export function readCredentials(secret: SecretObject | undefined): Credentials | undefined {
  const read = (key: string): string | undefined => {
    const value = secret?.data?.[key]
    return value === undefined ? undefined : Buffer.from(value, 'base64').toString('utf8')
  }
  const [azureJson, clientCa, certificate, key] = [read('azure.json'), read('ca.crt'), read('tls.crt'), read('tls.key')]
  if (azureJson === undefined || clientCa === undefined || certificate === undefined || key === undefined) return undefined
  return {azureJson: new Secret(azureJson), clientCa, pair: {certificate, key: new Secret(key)}}
}

/**
 * Changes when any part changes, so that the pod restarts then and only then. The private key is part of what is hashed, so the
 * digest, which everybody with access to the Deployment can read, tells nothing about a weak client secret.
 */
export function credentialsDigest({azureJson, clientCa, pair}: Credentials): string {
  return createHash('sha256')
    .update(JSON.stringify([azureJson.reveal(), clientCa, pair.certificate, pair.key.reveal()]))
    .digest('hex')
    .slice(0, 32)
}
