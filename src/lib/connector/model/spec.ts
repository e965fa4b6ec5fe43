import type {ClusterRef, ServicePrincipal} from '../../azure/azure.ts'
import {isUserAssignedIdentityId} from '../../azure/resources/ids.ts'
import {normalizeLocation} from '../../azure/resources/location.ts'
import {UsageError} from '../../errors.ts'
import {checkChartAddress} from '../../helm/chart-address.ts'
import type {Assignment} from '../../helm/set-values.ts'
import {az} from '../../printed-commands/printed-command.ts'
import type {Secret} from '../../secret.ts'
import {isImageTag} from './image.ts'
import {checkConnectorName, type OsType} from './names.ts'
import type {KeptOption} from './record/kept-options.ts'
import type {Given} from './record/record.ts'
import {subnetChoice, type SubnetArguments, type SubnetChoice} from './subnet.ts'

/** How to reach the cluster. Without any of these: with the credentials that ARM returns. */
export interface KubeOptions {
  readonly kubeconfig?: string
  readonly context?: string
  readonly admin: boolean
  /** Continue even if it is a cluster other than the one that the user names (`--allow-other-cluster`). */
  readonly otherCluster?: boolean
}

/** What the user asks `install-connector` for. */
export interface InstallSpec {
  readonly cluster: ClusterRef
  readonly kube: KubeOptions
  readonly connectorName: string
  readonly osTypes: readonly OsType[]
  readonly namespace: string
  /** Whether the user names the namespace; otherwise it is the default. */
  readonly namespaceIsNamed: boolean
  /** Normalised; undefined for that of the connector if it is installed, else of the virtual network, of the ACI resource group or of the cluster. */
  readonly location: string | undefined
  /** Of the user's configuration, for new connectors; normalised. */
  readonly defaultLocation: string | undefined
  readonly servicePrincipal: ServicePrincipal | undefined
  /** Undefined to keep the subnet of the last install, if it had one. */
  readonly subnet: SubnetChoice | undefined
  readonly given: Given
  /** Values to assign, on top of those in `given` or, without them, of those of the last install. */
  readonly assignments?: readonly Assignment[]
  /** Options that get back their default. */
  readonly reset: readonly KeptOption[]
  /** Name of the node whose connector, which somebody else installed, is taken over. */
  readonly adopt?: string
  /** A connector that is not installed is an error. */
  readonly mustExist: boolean
  readonly assignRole: boolean
  /** Ids of the checks to skip. */
  readonly skipChecks: readonly string[]
  readonly dryRun: boolean
  readonly wait: boolean
  /** Whether a connector goes back to what worked before if its upgrade fails. */
  readonly rollback: boolean
  readonly timeoutMs: number
  /** How long to wait for another run that holds the lock of a connector. */
  readonly lockTimeoutMs: number
  /** Change a release even if another Helm may be working on it. */
  readonly takeOver: boolean
}

export interface InstallArguments extends Omit<InstallSpec, 'servicePrincipal' | 'subnet'> {
  readonly subnet: SubnetArguments
  readonly servicePrincipalId: string | undefined
  readonly clientSecret: Secret | undefined
}

/** Checks the arguments without asking Azure or the cluster. Throws UsageError, with az's text where az has one. */
export function installSpec({servicePrincipalId, clientSecret, subnet, ...rest}: InstallArguments): InstallSpec {
  checkConnectorName(rest.connectorName)
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(rest.namespace)) {
    throw new UsageError(
      `--namespace '${rest.namespace}' is not a valid namespace name: use at most 63 lower case letters, digits and dashes.`,
    )
  }
  if (servicePrincipalId !== undefined && clientSecret === undefined) {
    throw new UsageError('--client-secret must be specified when --service-principal is specified')
  }
  if (servicePrincipalId === undefined && clientSecret !== undefined) {
    throw new UsageError('--service-principal must be specified when --client-secret is specified')
  }
  const {imageTag, chartUrl, chartDigest} = rest.given
  if (chartUrl !== undefined) checkChartAddress(chartUrl)
  if (chartDigest !== undefined && !/^sha256:[\da-f]{64}$/.test(chartDigest))
    throw new UsageError(`--chart-digest '${chartDigest}' is not a digest: give sha256: and 64 hexadecimal digits in lower case.`)
  if (imageTag !== undefined && !isImageTag(imageTag)) {
    throw new UsageError(`--image-tag '${imageTag}' is not a tag of an image: give a tag such as 1.6.4, or TAG@sha256:DIGEST.`)
  }
  if (rest.given.identityId !== undefined) checkIdentity(rest.given.identityId, servicePrincipalId)
  const normalized = (location: string | undefined): string | undefined => location && normalizeLocation(location)
  return {
    ...rest,
    location: normalized(rest.location),
    defaultLocation: normalized(rest.defaultLocation),
    subnet: subnetChoice(subnet, rest.osTypes),
    servicePrincipal:
      servicePrincipalId === undefined || clientSecret === undefined ? undefined : {clientId: servicePrincipalId, clientSecret},
  }
}

function checkIdentity(id: string, servicePrincipalId: string | undefined): void {
  if (servicePrincipalId !== undefined) throw new UsageError('--assign-identity cannot be used together with --service-principal.')
  if (!isUserAssignedIdentityId(id)) {
    throw new UsageError(`--assign-identity '${id}' is not the resource ID of a user-assigned identity.`, {
      hints: ['Print it:', az`identity show --resource-group GROUP --name NAME --query id --output tsv`],
    })
  }
}
