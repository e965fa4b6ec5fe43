import {X509Certificate} from 'node:crypto'
import type {IncomingMessage} from 'node:http'
import type {ClusterClient} from '../../client/cluster-client.ts'
import type {ConnectorFlags} from '../settings/flags.ts'
import {webhookAuth, type Refusal} from './endpoint-auth.ts'

/** Who may use the connector's port. */
export interface PortGuard {
  /** Whether anything listens. */
  readonly serves: boolean
  readonly requireClientCertificate: boolean
  /** Asked about every request that TLS let through. */
  readonly authorize: (request: IncomingMessage) => Promise<Refusal>
}

export interface PortGuardInput {
  readonly flags: ConnectorFlags
  /** PEM. */
  readonly clientCa: string | undefined
  /** Undefined: the newest. */
  readonly version: string | undefined
  readonly client: ClusterClient
}

const letIn = (): Promise<Refusal> => Promise.resolve(undefined)

/**
 * Whom the provider accepts. Until 1.5 (node-cli v0.8.0, internal/commands/root), the webhook authenticates callers. Since 1.6 (azure-aci
 * v1.6.4, cmd/virtual-kubelet/main.go), it only turns off the client certificates of TLS: the routes are set after the webhook's handler
 * and replace it, so everybody is accepted.
 */
export function portGuard({flags, clientCa, version, client}: PortGuardInput): PortGuard {
  const webhook = flags['authentication-token-webhook']
  const verifies = !flags['no-verify-clients']
  if (!isOld(version)) return {serves: true, requireClientCertificate: !webhook && verifies && clientCa !== undefined, authorize: letIn}
  if (webhook && clientCa === undefined) throw new Error('no ca file is provided, cannot use webhook authorization')
  return {
    serves: clientCa !== undefined || !verifies,
    requireClientCertificate: !webhook && verifies,
    authorize: webhook ? webhookAuth(client, flags.nodename, certificates(clientCa ?? '')) : letIn,
  }
}

/** Whether a version of the provider is built on node-cli. */
export const isOld = (version = ''): boolean => /^1\.[45]\./.test(version)

const certificates = (pem: string): X509Certificate[] =>
  (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(text => new X509Certificate(text))
