import {nodeResourceGroupLock} from '../../../../sandbox/azure/authorization/deny-assignment-entry.ts'
import {roleIds} from '../../../../sandbox/azure/authorization/built-in-roles.ts'
import type {Fault} from '../../../../sandbox/faults.ts'
import {anyOf, type Breakage} from '../breakage.ts'
import {replacePod} from '../connector-pod.ts'
import {podFor, runningPod, stuckPod} from '../sample-pods.ts'
import {nodeGroup, ownGroup, type CauseSite} from '../site.ts'

/** Changes the state of Azure, and creates a pod that cannot run because of that. */
const refused = (name: string, change: (site: CauseSite) => void, causes: Breakage['causes'], of?: Breakage['of']): Breakage => ({
  name,
  ...(of !== undefined && {of}),
  async breaks(site) {
    change(site)
    await stuckPod(site)
  },
  causes,
})

/** Every request of this kind is answered like this. */
const always = ({world}: CauseSite, fault: Omit<Fault, 'server' | 'times'>): void =>
  world.faults.set([{server: 'azure', times: Infinity, ...fault}])

const groupScope = ({world: {azure}}: CauseSite, group = nodeGroup): string =>
  `/subscriptions/${azure.subscriptionId}/resourceGroups/${group}`

const isOfConnector = ({description}: {readonly description?: string | undefined}): boolean => description !== undefined

function replaceAssignments({world: {azure}}: CauseSite, map: (one: Assignment) => readonly Assignment[]): void {
  const {roleAssignments} = azure.state
  roleAssignments.splice(0, Infinity, ...roleAssignments.flatMap(one => (isOfConnector(one) ? map(one) : [one])))
}

type Assignment = CauseSite['world']['azure']['state']['roleAssignments'][number]

const roles: readonly Breakage[] = [
  refused('role assignment is deleted', site => replaceAssignments(site, () => []), anyOf('role-assigned')),
  refused(
    'role is assigned in another resource group',
    site => replaceAssignments(site, one => [{...one, scope: groupScope(site, 'aci-west')}]),
    anyOf('role-assigned'),
  ),
  refused('role is only Reader', site => replaceAssignments(site, one => [{...one, roleId: roleIds.Reader}]), anyOf('role-assigned')),
  refused(
    'role is assigned to another identity',
    site => replaceAssignments(site, one => [{...one, principalId: site.world.azure.principal('stranger').objectId}]),
    anyOf('role-assigned'),
  ),
  refused(
    'deny assignment',
    site =>
      void site.world.azure.state.denyAssignments.push({
        ...nodeResourceGroupLock(groupScope(site)),
        title: 'Deny assignment of a deployment stack',
        actions: ['Microsoft.ContainerInstance/*'],
      }),
    anyOf('not-denied'),
  ),
  refused(
    'AKS locks the node resource group',
    site => {
      const {clusters, denyAssignments} = site.world.azure.state
      clusters.splice(0, 1, ...clusters.slice(0, 1).map(cluster => ({...cluster, nodeResourceGroupLocked: true})))
      denyAssignments.push(nodeResourceGroupLock(groupScope(site)))
    },
    anyOf('group-open'),
  ),
]

const put = {method: 'PUT', path: '/containerGroups/'}

/** Azure refuses container groups for a reason that only its answer tells. */
const answers: readonly Breakage[] = [
  refused(
    'Azure Policy refuses container groups',
    site =>
      always(site, {
        ...put,
        status: 403,
        code: 'RequestDisallowedByPolicy',
        message: `Resource 'default-sample' was disallowed by policy. Policy identifiers: '[{"policyAssignment":{"name":"Allowed locations","id":"${groupScope(site)}/providers/Microsoft.Authorization/policyAssignments/allowed"}}]'.`,
      }),
    anyOf('pod-policy'),
  ),
  refused(
    'resource group has a lock',
    site =>
      always(site, {
        ...put,
        status: 409,
        code: 'ScopeLocked',
        message: `The scope '${groupScope(site)}/providers/Microsoft.ContainerInstance/containerGroups/default-sample' cannot perform write operation because following scope(s) are locked: '${groupScope(site)}'. Please remove the lock and try again.`,
      }),
    anyOf('pod-lock', 'group-unlocked'),
  ),
  refused(
    'subscription is disabled',
    site =>
      always(site, {
        ...put,
        status: 409,
        code: 'ReadOnlyDisabledSubscription',
        message: `The subscription '${site.world.azure.subscriptionId}' is disabled and therefore marked as read only. You cannot perform any write actions on this subscription until it is re-enabled.`,
      }),
    anyOf('pod-subscription', 'subscription-enabled'),
  ),
  refused(
    'Azure throttles container groups',
    site => always(site, {...put, status: 429, code: 'TooManyRequests', message: 'The request is being throttled.'}),
    anyOf('pod-quota', 'pod-throttled'),
  ),
  refused(
    'ACI fails',
    site => always(site, {...put, status: 500, code: 'InternalServerError', message: 'An internal server error has occurred.'}),
    [{id: 'pod-accepted', about: 'InternalServerError'}],
  ),
  refused(
    'location has no room',
    site =>
      always(site, {
        ...put,
        status: 409,
        code: 'ServiceUnavailable',
        message:
          "The requested resource is not available in the location 'eastus' at this moment. Please retry with a different resource request or in another location.",
      }),
    anyOf('pod-capacity'),
  ),
]

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
      const {principals, userAssignedIdentities, nodeIdentities} = site.world.azure.state
      const isOther = ({name}: {readonly name: string}): boolean => name !== 'connector-identity'
      principals.splice(0, Infinity, ...principals.filter(isOther))
      userAssignedIdentities.splice(0, Infinity, ...userAssignedIdentities.filter(isOther))
      nodeIdentities.splice(0, Infinity, ...nodeIdentities.slice(0, 1))
      replaceAssignments(site, () => [])
      await replacePod(site)
    },
    causes: anyOf('identity-attached', 'identity-exists'),
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
    causes: anyOf('caller-allowed'),
  },
]

export const ofAzure: readonly Breakage[] = [...roles, ...answers, ...offers, ...groups, ...identities]
