import {always, refused, replaceAssignments} from '../azure-changes.ts'
import {anyOf, type Breakage} from '../breakage.ts'
import {connectorPods, replacePod, type ConnectorPod} from '../connector-pod.ts'
import {podFor, runningPod} from '../sample-pods.ts'
import {ownGroup} from '../site.ts'
import {ofAnswers} from './azure-answers.ts'
import {ofRoles} from './azure-roles.ts'

const usage = (name: string) => ({id: name, unit: 'Count', currentValue: 0, limit: 0, name: {value: name, localizedValue: name}})
const capability = {resourceType: 'containerGroups', osType: 'Linux', location: 'eastus', ipAddressType: 'Public', gpu: 'None'}

const offers: readonly Breakage[] = [
  refused(
    'resource provider is not registered',
    ({world}) => void world.azure.state.providers.set('Microsoft.ContainerInstance', undefined),
    anyOf('provider-registered'),
  ),
  {
    name: 'quota is 0',
    breaks: async site =>
      always(site, {path: '/usages\\?', status: 200, body: JSON.stringify({value: [usage('ContainerGroups'), usage('StandardCores')]})}),
    causes: anyOf('quota-room'),
  },
  {
    name: 'location has no ACI',
    breaks: async site =>
      always(site, {
        method: 'GET',
        path: '/providers/Microsoft.ContainerInstance\\?',
        status: 200,
        body: JSON.stringify({
          namespace: 'Microsoft.ContainerInstance',
          registrationState: 'Registered',
          resourceTypes: [{resourceType: 'containerGroups', locations: ['West Europe'], apiVersions: ['2023-05-01']}],
        }),
      }),
    causes: anyOf('location-offered'),
  },
  {
    name: 'location has no Windows',
    of: 'windows',
    breaks: async site =>
      always(site, {
        path: '/capabilities\\?',
        status: 200,
        body: JSON.stringify({value: [{...capability, capabilities: {maxMemoryInGB: 16, maxCpu: 4, maxGpuCount: 0}}]}),
      }),
    causes: anyOf('os-offered'),
  },
]

const groups: readonly Breakage[] = [
  {
    name: 'ACI resource group is deleted',
    of: 'ownGroup',
    async breaks(site) {
      await runningPod(site)
      const {resourceGroups, containerGroups} = site.world.azure.state
      resourceGroups.splice(0, Infinity, ...resourceGroups.filter(({name}) => name !== ownGroup))
      containerGroups.clear()
      replaceAssignments(site, () => [])
    },
    causes: anyOf('group-exists'),
  },
  {
    name: 'container groups of a removed connector are left',
    async breaks(site) {
      await runningPod(site, podFor(site))
      const {containerGroups} = site.world.azure.state
      const [entry] = [...containerGroups.values()]
      if (entry === undefined) throw new Error('There is no container group.')
      const id = `${entry.id}-left`
      const tags = {...entry.body.tags, NodeName: 'virtual-kubelet-gone', UID: 'gone'}
      containerGroups.set(id.toLowerCase(), {...entry, id, name: `${entry.name}-left`, body: {...entry.body, tags}})
    },
    causes: anyOf('groups-left-behind'),
  },
]

const longMs = 22_000

function hasWaited({status}: ConnectorPod): boolean {
  return (status?.containerStatuses ?? []).some(
    ({restartCount, state}) => restartCount > 0 || Date.now() - Date.parse(state?.running?.startedAt ?? '') > longMs,
  )
}

const identities: readonly Breakage[] = [
  {
    name: 'kubelet identity is taken from the nodes, and the pod of the connector is replaced',
    async breaks(site) {
      const {azure} = site.world
      azure.state.nodeIdentities.splice(0, Infinity, azure.principal('connector-identity').clientId)
      await replacePod(site)
    },
    causes: anyOf('identity-attached'),
  },
  {
    name: 'user-assigned identity is taken from the nodes, and the pod of the connector is replaced',
    of: 'userAssigned',
    async breaks(site) {
      const {nodeIdentities} = site.world.azure.state
      nodeIdentities.splice(0, Infinity, ...nodeIdentities.slice(0, 1))
      await replacePod(site)
    },
    causes: anyOf('identity-attached'),
  },
  {
    name: 'user-assigned identity is deleted',
    of: 'userAssigned',
    async breaks(site) {
      const {userAssignedIdentities} = site.world.azure.state
      const changed = userAssignedIdentities.map(one => (one.name === 'connector-identity' ? {...one, deleted: true} : one))
      userAssignedIdentities.splice(0, Infinity, ...changed)
      await replacePod(site)
    },
    causes: anyOf('identity-exists'),
  },
  ...(['expired', 'application is deleted'] as const).map((what): Breakage => ({
    name: `client secret: ${what}, and the pod of the connector is replaced`,
    of: 'servicePrincipal',
    async breaks(site) {
      const {principals} = site.world.azure.state
      const changed = principals.flatMap(one =>
        one.name !== 'connector-sp' ? [one] : what === 'expired' ? [{...one, secrets: ['another']}] : [],
      )
      principals.splice(0, Infinity, ...changed)
      await replacePod(site)
    },
    causes: anyOf('secret-accepted'),
  })),
  {
    name: 'metadata service does not answer, and the pod of the connector is replaced',
    async breaks(site) {
      always(site, {path: '/metadata/identity/', cut: true})
      await replacePod(site)
      await site.until(
        'the connector gets no token for longer than usual, or crashes',
        async () => (await connectorPods(site)).some(hasWaited),
        60,
      )
    },
    causes: anyOf('imds-reachable'),
  },
  {
    name: 'you may not see the container groups',
    async breaks({world: {azure}}) {
      const {roleAssignments} = azure.state
      const {objectId} = azure.principal('operator')
      const scope = `/subscriptions/${azure.subscriptionId}/resourceGroups/myResourceGroup`
      roleAssignments.splice(0, Infinity, ...roleAssignments.map(one => (one.principalId === objectId ? {...one, scope} : one)))
    },
    causes: [{id: 'caller-allowed'}, {id: 'provider-registered', about: /does not have authorization/}],
  },
]

export const ofAzure: readonly Breakage[] = [...ofRoles, ...ofAnswers, ...offers, ...groups, ...identities]
