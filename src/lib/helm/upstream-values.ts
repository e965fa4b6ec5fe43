/** What the upstream chart is told; the identity is that of the cluster's nodes, which it reads from the node's own azure.json. */
export interface UpstreamInput {
  readonly release: string
  readonly nodeName: string
  readonly osType: 'Linux' | 'Windows'
  readonly location: string
  readonly aciResourceGroup: string
  readonly subscriptionId: string
  readonly tenantId: string
  /** Client id of the managed identity. */
  readonly identityClientId: string
  readonly imageTag: string
}

export interface UpstreamValues {
  readonly values: Readonly<Record<string, unknown>>
  /** The namespace that the chart makes for itself and puts everything into, whatever the namespace of the release is. */
  readonly namespace: string
}

/**
 * Values of the chart virtual-kubelet-azure-aci 1.4.4 to 1.6.4 (its values.yaml). Pure. Texts that look like numbers stay texts here, but
 * the chart does not quote them: such names work with vkctl's own chart only. A service principal is not among them: the chart
 * would keep its secret in the Helm release.
 */
export function upstreamValues(input: UpstreamInput): UpstreamValues {
  const {release, nodeName, osType, location, aciResourceGroup, subscriptionId, tenantId, identityClientId, imageTag} = input
  // The chart owns its namespace: two releases may not share one, nor may it be the namespace that the release is kept in.
  const namespace = `vk-${release}`
  const values = {
    namespace,
    nodeName,
    nodeOsType: osType,
    image: {tag: imageTag},
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
