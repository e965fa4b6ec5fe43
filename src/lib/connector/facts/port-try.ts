import {known, type Fact} from '../../checks/engine/fact.ts'
import type {PortTry} from '../../checks/facts/port-access.ts'
import {isReady} from '../../checks/facts/pod-state.ts'
import {askWithoutCertificate} from '../../http/without-certificate.ts'
import type {PodObject, SecretObject} from '../../kubernetes/objects.ts'
import {readCredentials} from '../model/credentials-secret.ts'

/** Enough if the two machines can reach each other. A firewall may not answer at all. */
const timeoutMs = 1500
const port = 10250

/** Calls the port of a connector without a certificate and without a token. Rejects only when interrupted. */
export async function readPortTry(
  pods: Fact<readonly PodObject[]>,
  secret: Fact<SecretObject | undefined>,
  signal: AbortSignal,
): Promise<Fact<PortTry>> {
  if (!pods.known) return pods
  return secret.known ? known(await tryPort(pods.value, secret.value, signal)) : secret
}

async function tryPort(pods: readonly PodObject[], secret: SecretObject | undefined, signal: AbortSignal): Promise<PortTry> {
  const host = pods.find(isReady)?.status?.podIP
  if (host === undefined) return {answer: 'none', why: 'the connector has no pod that is ready'}
  const certificate = readCredentials(secret)?.pair.certificate
  if (certificate === undefined) return {answer: 'none', why: 'vkctl did not create its Secret, so the certificate of the port is unknown'}
  const answer = await askWithoutCertificate({host, port, certificate, timeoutMs, signal})
  if (answer === 'refused') return {answer: 'refused'}
  if ('unreached' in answer) return {answer: 'none', why: `${host}:${port}, ${answer.unreached}`}
  // With these statuses, the port asks for authentication.
  return [401, 403].includes(answer.httpStatus) ? {answer: 'refused'} : {answer: 'given', httpStatus: answer.httpStatus}
}
