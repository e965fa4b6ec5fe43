import {createServer} from 'node:https'
import type {AddressInfo} from 'node:net'
import type {Server} from 'node:net'
import type {Authority} from '../authority.ts'
import {suffer, type Faults} from '../faults.ts'
import {armErrorBody} from './arm/arm-error.ts'
import {serveArm} from './arm/arm-server.ts'
import type {ArmRoute} from './arm/route.ts'
import {denyAssignmentRoutes} from './authorization/deny-assignments.ts'
import {lockRoutes} from './authorization/locks.ts'
import {permissionRoutes} from './authorization/permissions.ts'
import {roleAssignmentRoutes} from './authorization/role-assignments.ts'
import {roleDefinitionRoutes} from './authorization/role-definitions.ts'
import {cloudEndpoints, cloudName} from './cloud-endpoints.ts'
import {containerGroupRoutes} from './container-instance/container-group-routes.ts'
import {locationRoutes} from './container-instance/location-routes.ts'
import type {ClusterAccess} from './container-service/cluster-credentials.ts'
import type {ClusterEntry} from './container-service/cluster-entry.ts'
import {clusterRoutes} from './container-service/cluster-routes.ts'
import {entraPath, serveEntra} from './entra/entra-server.ts'
import {createTokens} from './entra/tokens.ts'
import {verifyUserToken, type ClusterUser} from './entra/user-token.ts'
import {graphPath, serveGraph} from './graph/graph-server.ts'
import {listener, requestUrl, sendJson} from './http.ts'
import {createImds} from './imds.ts'
import {initialWorld, type PersonName} from './initial-world.ts'
import {identityRoutes} from './managed-identity/identity-routes.ts'
import {virtualNetworkRoutes} from './network/virtual-network-routes.ts'
import {providerRoutes} from './resources/providers.ts'
import {resourceGroupRoutes} from './resources/resource-groups.ts'
import {resourceListRoutes} from './resources/resource-list.ts'
import {subscriptionRoutes} from './resources/subscriptions.ts'
import type {PrincipalEntry, World} from './world.ts'

export interface AzureOptions {
  /** Signs the certificate of the TLS server. */
  readonly authority: Authority
  readonly faults: Faults
  /** Default: the usual one (initial-world.ts). */
  readonly world?: World
  /** How to reach a cluster's API server; called each time somebody lists credentials. */
  readonly clusterAccess: (cluster: ClusterEntry) => Promise<ClusterAccess>
  /** Default: any free port. */
  readonly port?: number
}

export interface Azure {
  readonly cloudName: string
  /** Resource Manager and Entra ID (`https://127.0.0.1:…`), without a final slash. */
  readonly endpoint: string
  /** For `ARM_CLOUD_METADATA_URL`. */
  readonly metadataUrl: string
  /** Instance metadata service of the cluster's nodes (`http://127.0.0.1:…/metadata/identity/oauth2/token`). */
  readonly imdsUrl: string
  readonly tenantId: string
  readonly subscriptionId: string
  /** A principal by its name; throws when there is none. */
  principal(name: PersonName | (string & {})): PrincipalEntry
  /** The state of the stand-in, which tests can read and change. */
  readonly state: World
  /** The user that a bearer token stands for at the API server of an Entra ID cluster; undefined if the token is not valid there. */
  verifyUserToken(token: string): ClusterUser | undefined
  readonly close: () => Promise<void>
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return (server.address() as AddressInfo).port
}

/** Starts Azure: Resource Manager and Entra ID over TLS, and the metadata service of the nodes over plain http; all on loopback. */
export async function startAzure({authority, faults, world = initialWorld(), clusterAccess, port = 0}: AzureOptions): Promise<Azure> {
  const {certificate, key} = await authority.issue({commonName: 'vkctl sandbox Azure', names: ['127.0.0.1', 'localhost']})
  const tokens = await createTokens(world.tenantId)
  const routes: readonly ArmRoute[] = [
    ...subscriptionRoutes,
    ...resourceGroupRoutes,
    ...providerRoutes,
    ...clusterRoutes(clusterAccess),
    ...containerGroupRoutes(),
    ...locationRoutes,
    ...roleAssignmentRoutes,
    ...roleDefinitionRoutes,
    ...denyAssignmentRoutes,
    ...lockRoutes,
    ...permissionRoutes,
    ...resourceListRoutes,
    ...virtualNetworkRoutes,
    ...identityRoutes,
  ]
  const server = createServer(
    {cert: certificate, key},
    listener(async (request, response) => {
      const fault = faults.take('azure', request.method ?? 'GET', request.url ?? '/')
      if (fault !== undefined && (await suffer(fault, request, response, (_status, code, message) => armErrorBody(code, message)))) return
      const {pathname} = requestUrl(request)
      if (/^\/metadata\/endpoints\/?$/i.test(pathname)) sendJson(response, 200, cloudEndpoints(endpoint))
      else if (entraPath.test(pathname)) await serveEntra(request, response, {endpoint, world, tokens})
      else if (graphPath.test(pathname)) await serveGraph(request, response, {endpoint, world, tokens})
      else await serveArm(request, response, {endpoint, world, tokens, routes})
    }),
  )
  const endpoint = `https://127.0.0.1:${await listen(server, port)}`
  const imds = createImds({world, tokens, faults, endpoint})
  const imdsPort = await listen(imds, 0)
  return {
    cloudName,
    endpoint,
    metadataUrl: `${endpoint}/metadata/endpoints?api-version=2022-09-01`,
    imdsUrl: `http://127.0.0.1:${imdsPort}/metadata/identity/oauth2/token`,
    tenantId: world.tenantId,
    subscriptionId: world.subscriptionId,
    principal: name => {
      const found = world.principals.find(one => one.name === name)
      if (found === undefined) throw new Error(`There is no principal ${name}.`)
      return found
    },
    state: world,
    verifyUserToken: token => verifyUserToken(token, tokens, world),
    close: async () => {
      await Promise.all(
        [server, imds].map(async one => {
          const closed = new Promise<void>(resolve => one.close(() => resolve()))
          one.closeAllConnections()
          await closed
        }),
      )
    },
  }
}
