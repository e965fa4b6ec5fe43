/** The endpoints of an Azure cloud. */
export interface Cloud {
  /** As az spells it: AzureCloud, AzureUSGovernment, AzureChinaCloud, or the name of a custom cloud. */
  readonly name: string
  /** Base address of Azure Resource Manager, without a final slash. */
  readonly resourceManager: string
  /** Entra ID authority, without a final slash. */
  readonly authority: string
  /** Audience of tokens for Resource Manager; a scope is this plus `/.default`. */
  readonly audience: string
  /** Whether it is a custom cloud. For such a cloud, instance discovery is off. */
  readonly custom: boolean
  /** The name of the cloud in azure.json. The provider supports only these three (azure-aci v1.6.4). */
  readonly azureJsonName: 'AzurePublicCloud' | 'AzureUSGovernmentCloud' | 'AzureChinaCloud'
}
