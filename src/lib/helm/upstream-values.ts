/** The input for the values of the upstream chart. The connector uses the identity of the nodes, which it reads from the azure.json of its node. */
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
  /** Undefined: the default tag of the chart. */
  readonly imageTag: string | undefined
}

export interface UpstreamValues {
  readonly values: Readonly<Record<string, unknown>>
  /** The namespace of the pod of the connector. */
  readonly namespace: string
}

/** The namespace that the chart creates for the pod. Two releases must not share it, and it must not be the namespace of the release. */
export function upstreamNamespace(release: string): string {
  return `vk-${release}`
}

/**
 * Values of the chart virtual-kubelet-azure-aci 1.4.8 to 1.6.4 (its values.yaml). Pure. Texts that look like numbers stay texts here, but
 * the chart does not quote them: such names work with vkctl's own chart only. A service principal is not among them: the chart
 * would keep its secret in the Helm release.
 */
export function upstreamValues(input: UpstreamInput): UpstreamValues {
  const {release, nodeName, osType, location, aciResourceGroup, subscriptionId, tenantId, identityClientId, imageTag} = input
  const namespace = upstreamNamespace(release)
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
