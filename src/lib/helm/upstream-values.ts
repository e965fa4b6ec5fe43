import gte from 'semver/functions/gte.js'
/** What the upstream chart is told; the identity is that of the cluster's nodes, which it reads from the node's own azure.json. */
export interface UpstreamInput {
  readonly chartVersion: string
  readonly release: string
  /** The namespace that the release is kept in. */
  readonly releaseNamespace: string
  readonly nodeName: string
  readonly osType: 'Linux' | 'Windows'
  readonly location: string
  readonly aciResourceGroup: string
  readonly subscriptionId: string
  readonly tenantId: string
  /** Client id of the managed identity. */
  readonly identityClientId: string
  /** Undefined: the one that the chart was made for. */
  readonly imageTag: string | undefined
}

export interface UpstreamValues {
  readonly values: Readonly<Record<string, unknown>>
  /** The namespace that the connector's pod is in. */
  readonly namespace: string
}

/** Since this version the chart makes a namespace of its own and puts everything into it, whatever the namespace of the release is. */
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
  // Two releases may not share the namespace that the chart makes, nor may it be the one that the release is kept in.
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
