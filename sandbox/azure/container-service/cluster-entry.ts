/** A managed cluster. */
export interface ClusterEntry {
  readonly name: string
  readonly resourceGroup: string
  readonly location: string
  readonly nodeResourceGroup: string
  readonly kubernetesVersion: string
  /** Undefined for a cluster with a service principal. */
  readonly kubeletIdentity: {readonly clientId: string; readonly objectId: string} | undefined
  /** Client id of the service principal of a cluster without managed identity. */
  readonly servicePrincipal: string | undefined
  /** People sign in with Entra ID; members of these groups (object ids) are administrators. */
  readonly entraAdminGroups: readonly string[] | undefined
  readonly localAccountsDisabled: boolean
  readonly powerState: 'Running' | 'Stopped'
  readonly provisioningState: string
  readonly virtualNodeAddon: boolean
  readonly nodeResourceGroupLocked: boolean
  readonly privateCluster: boolean
  /** ARM id of the nodes' subnet; undefined if AKS created the network itself. */
  readonly nodeSubnetId?: string
  /** More of `networkProfile`: networkPlugin, networkPluginMode, networkPolicy, podLinkLocalAccess, … */
  readonly network?: Readonly<Record<string, string>>
  /** More of the only agent pool: enableAutoScaling, maxCount, … */
  readonly agentPool?: Readonly<Record<string, unknown>>
}

/** Application id of the AKS API server in every tenant: the audience of tokens for it (kubelogin, `--server-id`). */
export const aksServerApplication = '6dae42f8-4368-4678-94ff-3960e28e3630'
/** Application id of the public client that kubeconfigs of Entra ID clusters name. */
export const aksClientApplication = '80faf920-1908-4b52-b5ef-a8e7bedfc67a'
