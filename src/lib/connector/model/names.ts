import {UsageError} from '../../errors.ts'

/** The operating system of the containers that a connector runs; the connector itself always runs on Linux. */
export type OsType = 'Linux' | 'Windows'

export const osTypes: readonly OsType[] = ['Linux', 'Windows']

export const defaultConnectorName = 'virtual-kubelet'
export const defaultNamespace = 'virtual-kubelet'

/** What identifies a connector: a cluster has only one with this name, OS and location. */
export interface ConnectorId {
  readonly connectorName: string
  readonly osType: OsType
  /** Normalised (`eastus`). */
  readonly location: string
}

export const nodePrefix = 'virtual-kubelet-'
/** A node's name is also the value of its label kubernetes.io/hostname. */
const labelLimit = 63
/** Helm refuses longer release names. */
const releaseLimit = 53

/** The Helm release, as `az aks install-connector` named it. */
export function releaseName({connectorName, osType, location}: ConnectorId): string {
  return `${connectorName}-${osType.toLowerCase()}-${location}`
}

/** The Node object that the connector registers. */
export function nodeName(id: ConnectorId): string {
  return `${nodePrefix}${releaseName(id)}`
}

/** Whether a connector can register a node of this name. */
export function isNodeName(name: string): boolean {
  return name.length <= labelLimit && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name) && !name.endsWith('\n')
}

/** Maximum length of a connector name for this OS and location. */
export function connectorNameLimit(osType: OsType, location: string): number {
  const suffix = releaseName({connectorName: '', osType, location}).length
  return Math.min(releaseLimit, labelLimit - nodePrefix.length) - suffix
}

/** Same rule and text as az, but without a trailing newline, which az allows. */
export function checkConnectorName(name: string): void {
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name) || name.endsWith('\n')) {
    throw new UsageError(
      '--connector-name must consist of lower case alphanumeric characters or dashes (-), and must start and end with an alphanumeric character.',
    )
  }
}

export function checkConnectorNameLength({connectorName, osType, location}: ConnectorId): void {
  const limit = connectorNameLimit(osType, location)
  if (connectorName.length > limit) {
    throw new UsageError(
      `--connector-name '${connectorName}' has ${connectorName.length} characters; for ${osType} in ${location} it may have at most ${limit}.`,
      {
        hints: [
          `The node ${nodeName({connectorName, osType, location})} could not be registered: a node name has at most ${labelLimit} characters.`,
        ],
      },
    )
  }
}

/** The parts of a release name; undefined if neither vkctl nor az creates such names. */
export function parseReleaseName(release: string): ConnectorId | undefined {
  const match = /^(?<connectorName>[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)-(?<os>linux|windows)-(?<location>[a-z0-9]+)$/.exec(release)
  if (match?.groups === undefined) return undefined
  const {connectorName = '', os, location = ''} = match.groups
  return {connectorName, osType: os === 'windows' ? 'Windows' : 'Linux', location}
}

/** The parts of a node name; undefined if neither vkctl nor az creates such names. */
export function parseNodeName(node: string): ConnectorId | undefined {
  return node.startsWith(nodePrefix) ? parseReleaseName(node.slice(nodePrefix.length)) : undefined
}
