// Lists the container groups and the role assignments of the nodes' identity, with the Azure SDK and without vkctl.
import {AuthorizationManagementClient} from '@azure/arm-authorization'
import {ContainerInstanceManagementClient} from '@azure/arm-containerinstance'
import {ContainerServiceClient} from '@azure/arm-containerservice'
import {ClientSecretCredential} from '@azure/identity'

const {
  ARM_CLOUD_METADATA_URL: metadataUrl = '',
  AZURE_TENANT_ID: tenant = '',
  AZURE_CLIENT_ID: client = '',
  AZURE_CLIENT_SECRET: secret = '',
  AZURE_SUBSCRIPTION_ID: subscription = '',
} = process.env
const {AZURE_DEFAULTS_GROUP: group = '', VKCTL_DEFAULTS_CLUSTER_NAME: cluster = ''} = process.env

const [{resourceManager, authentication}] = (await (await fetch(metadataUrl)).json()) as [
  {resourceManager: string; authentication: {loginEndpoint: string; audiences: [string]}},
]
const credential = new ClientSecretCredential(tenant, client, secret, {
  authorityHost: authentication.loginEndpoint,
  disableInstanceDiscovery: true,
})
const options = {endpoint: resourceManager, credentialScopes: [`${authentication.audiences[0]}/.default`]}

let groups = 0
for await (const {name = '', osType, ipAddress, id = '', ...rest} of new ContainerInstanceManagementClient(
  credential,
  subscription,
  options,
).containerGroups.list()) {
  groups += 1
  console.log(
    [name.padEnd(45), osType?.padEnd(7), rest.instanceView?.state ?? 'unknown', ipAddress?.ip ?? 'no IP', id.split('/')[4]].join('  '),
  )
}
if (groups === 0) console.log('No container groups.')

const {identityProfile} = await new ContainerServiceClient(credential, subscription, options).managedClusters.get(group, cluster)
const nodes = identityProfile?.['kubeletidentity']?.objectId ?? ''
let roles = 0
for await (const {scope} of new AuthorizationManagementClient(credential, subscription, options).roleAssignments.listForSubscription({
  filter: `principalId eq '${nodes}'`,
})) {
  roles += 1
  console.log(`The identity of the nodes has a role at ${scope}`)
}
if (roles === 0) console.log("No role of the nodes' identity.")
