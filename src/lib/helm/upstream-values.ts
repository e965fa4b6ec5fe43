import gte from 'semver/functions/gte.js'
/** The input for the values of the upstream chart. The connector uses the identity of the nodes, which it reads from the azure.json of its node. */
export interface UpstreamInput {
  readonly chartVersion: string
  readonly release: string
  /** The namespace of the Helm release. */
  readonly releaseNamespace: string
  readonly nodeName: string
  readonly osType: 'Linux' | 'Windows'
  readonly location: string
  readonly aciResourceGroup: string
  readonly subscriptionId: string
  readonly tenantId: string
  /** Client id of the managed identity. */
  readonly identityClientId: string
  /** Undefined: the default tag of the chart. */
  readonly imageTag: string | undefined
}

export interface UpstreamValues {
  readonly values: Readonly<Record<string, unknown>>
  /** The namespace of the pod of the connector. */
  readonly namespace: string
}

/** Since this version, the chart creates a namespace and puts all objects into it, regardless of the namespace of the release. */
const ownNamespaceSince = '1.4.8'

/**
 * Values of the chart virtual-kubelet-azure-aci 1.4.4 to 1.6.4 (its values.yaml). Pure. Texts that look like numbers stay texts here, but
 * the chart does not quote them: such names work with vkctl's own chart only. A service principal is not among them: the chart
 * would keep its secret in the Helm release.
 */
export function upstreamValues(input: UpstreamInput): UpstreamValues {
  const {
    chartVersion,
    release,
    releaseNamespace,
    nodeName,
    osType,
    location,
    aciResourceGroup,
    subscriptionId,
    tenantId,
    identityClientId,
    imageTag,
  } = input
  // The namespace that the chart creates must not be shared by two releases, and must not be the namespace of the release.
  const namespace = gte(chartVersion, ownNamespaceSince) ? `vk-${release}` : releaseNamespace
  const values = {
    namespace,
    nodeName,
    nodeOsType: osType,
    ...(imageTag !== undefined && {image: {tag: imageTag}}),
    enableAuthenticationTokenWebhook: true,
    providers: {
      azure: {
        targetAKS: true,
        subscriptionId,
        tenantId,
        managedIdentityID: identityClientId,
        aciResourceGroup,
        aciRegion: location,
      },
    },
  }
  return {values, namespace}
}
