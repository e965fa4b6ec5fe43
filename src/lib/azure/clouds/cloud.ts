/** The endpoints of an Azure cloud. */
export interface Cloud {
  /** As az spells it: AzureCloud, AzureUSGovernment, AzureChinaCloud, or the name of a cloud of one's own. */
  readonly name: string
  /** Base address of Azure Resource Manager, without a final slash. */
  readonly resourceManager: string
  /** Entra ID authority, without a final slash. */
  readonly authority: string
  /** Audience of tokens for Resource Manager; a scope is this plus `/.default`. */
  readonly audience: string
  /** A cloud of one's own (`ARM_CLOUD_METADATA_URL`): instance discovery is off. */
  readonly custom: boolean
  /** The name that the connector's azure.json wants: exactly one of these three (azure-aci v1.6.4). */
  readonly azureJsonName: 'AzurePublicCloud' | 'AzureUSGovernmentCloud' | 'AzureChinaCloud'
}
