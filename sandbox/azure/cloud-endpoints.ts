/** The name of the stand-in's cloud. Not `AzureCloud`: az signs in to that one at the public authority, whatever its endpoints are. */
export const cloudName = 'VkctlSandbox'

/** Audiences of tokens for Resource Manager. The public cloud's are among them, because a connector knows no others. */
export function armAudiences(endpoint: string): readonly string[] {
  return [`${endpoint}/`, 'https://management.core.windows.net/', 'https://management.azure.com/']
}

/** The address of Microsoft Graph, which is also the audience of tokens for it. */
export const graphAudience = (endpoint: string): string => `${endpoint}/graph/`

/** Answer of `/metadata/endpoints`: a list of clouds, in the shape of Azure Resource Manager's (api-version 2022-09-01). */
export function cloudEndpoints(endpoint: string): readonly unknown[] {
  const nowhere = 'https://sandbox.invalid'
  return [
    {
      portal: nowhere,
      authentication: {loginEndpoint: endpoint, audiences: armAudiences(endpoint).slice(0, 1), tenant: 'common', identityProvider: 'AAD'},
      media: nowhere,
      graphAudience: `${nowhere}/`,
      graph: `${nowhere}/`,
      name: cloudName,
      suffixes: {
        azureDataLakeStoreFileSystem: 'datalake.invalid',
        acrLoginServer: 'azurecr.invalid',
        sqlServerHostname: 'database.invalid',
        azureDataLakeAnalyticsCatalogAndJob: 'analytics.invalid',
        keyVaultDns: 'vault.invalid',
        storage: 'storage.invalid',
        azureFrontDoorEndpointSuffix: 'frontdoor.invalid',
      },
      batch: `${nowhere}/`,
      resourceManager: `${endpoint}/`,
      vmImageAliasDoc: `${nowhere}/aliases.json`,
      activeDirectoryDataLake: `${nowhere}/`,
      sqlManagement: `${nowhere}/`,
      microsoftGraphResourceId: graphAudience(endpoint),
      appInsightsResourceId: nowhere,
      appInsightsTelemetryChannelResourceId: nowhere,
      attestationResourceId: nowhere,
      synapseAnalyticsResourceId: nowhere,
      logAnalyticsResourceId: nowhere,
      ossrDbmsResourceId: nowhere,
    },
  ]
}
