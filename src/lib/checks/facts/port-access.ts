import {environmentOf, flagOf, imageOf} from '../../connector/model/deployment-arguments.ts'
import type {DeploymentObject} from '../../kubernetes/objects.ts'

/** What port 10250 of a connector answers to a caller without a certificate and without a token. */
export type PortTry =
  | {readonly answer: 'refused'}
  | {readonly answer: 'given'; readonly httpStatus: number}
  /** vkctl did not reach it; `why` is a phrase. */
  | {readonly answer: 'none'; readonly why: string}

/** Who can use port 10250 of a connector, by the arguments of its provider. */
export type PortAccess =
  /** Callers with a certificate of the client CA. */
  | {readonly to: 'certificates'}
  /** Callers that the API server knows, by their certificate or token. */
  | {readonly to: 'known callers'}
  /** The provider does not serve the port. */
  | {readonly to: 'nobody'}
  /** `because` are the arguments that open it, such as `with --no-verify-clients`. */
  | {readonly to: 'everybody'; readonly because: string}

const webhookFlag = '--authentication-token-webhook'
const caFlag = '--client-verify-ca'
const noVerifyFlag = '--no-verify-clients'

/**
 * How the provider interprets its arguments. Since 1.6 (azure-aci v1.6.4, cmd/virtual-kubelet/main.go), the webhook turns off the client
 * certificates of TLS, and the routes replace the handler that would ask the API server. In 1.4 and 1.5 (node-cli v0.8.0,
 * internal/commands/root), the webhook works. Older versions do not authenticate callers. If the tag of the image is not a version, the
 * newest one is assumed.
 */
export function portAccess(deployment: DeploymentObject): PortAccess {
  const webhook = isOn(deployment, webhookFlag)
  const hasCa = (flagOf(deployment, caFlag) ?? environmentOf(deployment, 'APISERVER_CA_CERT_LOCATION') ?? '') !== ''
  const unverified = isOn(deployment, noVerifyFlag)
  const version = providerVersion(deployment)
  if (hasWebhook(version) && webhook) return hasCa ? {to: 'known callers'} : {to: 'nobody'}
  if (hasWebhook(version) && !unverified && !hasCa) return {to: 'nobody'}
  if (!hasWebhook(version) && webhook) return {to: 'everybody', because: `with ${webhookFlag}`}
  if (unverified) return {to: 'everybody', because: `with ${noVerifyFlag}`}
  return hasCa ? {to: 'certificates'} : {to: 'everybody', because: `without ${caFlag}`}
}

/** Whether the provider of this version asks the API server about its callers when it is told to. */
export function hasWebhook(version: readonly [major: number, minor: number] | undefined): boolean {
  return version !== undefined && version[0] === 1 && (version[1] === 4 || version[1] === 5)
}

/** The version in the tag of its image; undefined if the tag is not a version. */
export function providerVersion(deployment: DeploymentObject): readonly [major: number, minor: number] | undefined {
  const [, major, minor] = /:v?(\d+)\.(\d+)\.[^/]*$/.exec(imageOf(deployment)?.split('@')[0] ?? '') ?? []
  return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor)]
}

/** As pflag reads a boolean. */
function isOn(deployment: DeploymentObject, flag: string): boolean {
  const args = deployment.spec?.template?.spec?.containers?.flatMap(container => container.args ?? []) ?? []
  const last = args.findLast(text => text === flag || text.startsWith(`${flag}=`))
  return last !== undefined && /^[^=]+(=(1|t|true))?$/i.test(last)
}
