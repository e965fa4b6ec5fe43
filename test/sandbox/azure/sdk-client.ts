// Started by sdk.test.ts in a process of its own, because Node reads NODE_EXTRA_CA_CERTS once, at its start.
// Does with the Azure SDK what vkctl and other clients do, and prints what came back as JSON.
import {AuthorizationManagementClient} from '@azure/arm-authorization'
import {ContainerInstanceManagementClient} from '@azure/arm-containerinstance'
import {ContainerServiceClient} from '@azure/arm-containerservice'
import {ResourceManagementClient} from '@azure/arm-resources'
import {json} from 'node:stream/consumers'
import {ClientCertificateCredential, ClientSecretCredential} from '@azure/identity'

interface Task {
  readonly metadataUrl: string
  readonly tenantId: string
  readonly subscriptionId: string
  readonly clientId: string
  readonly secret: string
  readonly principalId: string
  readonly certificateClientId: string
  readonly certificate: string
}

const task = (await json(process.stdin)) as Task
const [cloud] = (await (await fetch(task.metadataUrl)).json()) as [
  {resourceManager: string; authentication: {loginEndpoint: string; audiences: [string]}},
]
const scope = `${cloud.authentication.audiences[0]}/.default`
const authority = {authorityHost: cloud.authentication.loginEndpoint, disableInstanceDiscovery: true}
const credential = new ClientSecretCredential(task.tenantId, task.clientId, task.secret, authority)
const options = {endpoint: cloud.resourceManager, credentialScopes: [scope]}
const clusters = new ContainerServiceClient(credential, task.subscriptionId, options).managedClusters
const resources = new ResourceManagementClient(credential, task.subscriptionId, options)
const authorization = new AuthorizationManagementClient(credential, task.subscriptionId, options)
const instances = new ContainerInstanceManagementClient(credential, task.subscriptionId, options)

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of pages) items.push(item)
  return items
}

const failure = async (promise: Promise<unknown>): Promise<unknown> =>
  await promise.then(
    () => 'no error',
    (error: {statusCode?: number; code?: string; message: string}) => ({
      statusCode: error.statusCode,
      code: error.code,
      message: error.message,
    }),
  )

const wrongSecret = new ClientSecretCredential(task.tenantId, task.clientId, 'wrong', authority)
const certificate = new ClientCertificateCredential(task.tenantId, task.certificateClientId, {certificate: task.certificate}, authority)
const credentials = await clusters.listClusterUserCredentials('myResourceGroup', 'myAKSCluster')
const group = `/subscriptions/${task.subscriptionId}/resourceGroups/aci-westus2`
const contributor = (await all(authorization.roleDefinitions.list(group))).find(({roleName}) => roleName === 'Contributor')
const assignment = await authorization.roleAssignments.create(group, crypto.randomUUID(), {
  roleDefinitionId: contributor?.id ?? '',
  principalId: task.principalId,
})
const made = await instances.containerGroups.beginCreateOrUpdateAndWait(
  'aci-westus2',
  'default-web',
  {
    location: 'westus2',
    osType: 'Linux',
    ipAddress: {type: 'Public', ports: [{port: 80}]},
    containers: [
      {
        name: 'web',
        ports: [{port: 80}],
        image: 'mcr.microsoft.com/azuredocs/aci-helloworld',
        resources: {requests: {cpu: 1, memoryInGB: 1.5}},
      },
    ],
  },
  {updateIntervalInMs: 10},
)
const listed = await all(instances.containerGroups.listByResourceGroup('aci-westus2'))
await instances.containerGroups.beginDeleteAndWait('aci-westus2', 'default-web', {updateIntervalInMs: 10})

process.stdout.write(
  JSON.stringify({
    kubeletClientId: (await clusters.get('myResourceGroup', 'myAKSCluster')).identityProfile?.['kubeletidentity']?.clientId,
    kubeconfig: Buffer.from(credentials.kubeconfigs?.[0]?.value ?? []).toString(),
    location: (await resources.resourceGroups.get('aci-westus2')).location,
    registration: (await resources.providers.register('Microsoft.ContainerInstance')).registrationState,
    assigned: (await all(authorization.roleAssignments.listForScope(group, {filter: `assignedTo('${task.principalId}')`}))).map(
      ({id}) => id === assignment.id,
    ),
    groupState: made.provisioningState,
    ip: made.ipAddress?.ip,
    listed: listed.map(({name}) => name),
    byCertificate: (await certificate.getToken(scope)).token.split('.').length,
    missing: await failure(clusters.get('myResourceGroup', 'nope')),
    wrongSecret: await failure(wrongSecret.getToken(scope)),
  }),
)
