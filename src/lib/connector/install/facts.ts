import type {Principal, Provider, ResourceGroup, UserAssignedIdentity} from '../../azure/azure.ts'
import {resourceGroupId, virtualNetworkIdOf} from '../../azure/resources/ids.ts'
import type {VirtualNetwork} from '../../azure/resources/virtual-networks.ts'
import type {ConnectorValues} from '../../checks/facts/connector-values.ts'
import {factOf, known, valueOf, type Fact} from '../../checks/engine/fact.ts'
import {aciNamespace} from '../../checks/rules/registration.ts'
import {reviewInstaller} from '../facts/access-reviews.ts'
import {azureReaders, linkLocalAccess, type AzureReaders} from '../facts/azure-facts.ts'
import type {Identity} from '../model/identity.ts'
import {releaseName, type ConnectorId} from '../model/names.ts'
import {keptGiven, resetsIdentity} from '../model/record/kept-options.ts'
import {spelledAsBefore} from '../model/record/place.ts'
import type {ConnectorRecord} from '../model/record/record.ts'
import type {InstallSpec} from '../model/spec.ts'
import {chosenSubnetId} from '../model/subnet.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {identityWithout, ownIdentity} from './chosen-identity.ts'
import {withKeptNodes} from './adopt/kept-nodes.ts'
import {nothingThere, readExisting, type ExistingInCluster} from './existing.ts'
import {readInstalledPlaces} from './move/installed-places.ts'
import {readRights, type InstallRights} from './rights.ts'
import {wantedIds} from './wanted-ids.ts'

/** What an install reads from Azure and the cluster. */
export interface Facts extends ExistingInCluster {
  /** The connectors that the spec asks for. */
  readonly ids: readonly ConnectorId[]
  /** The records of those that were installed before, in the order of `ids`. */
  readonly records: readonly ConnectorRecord[]
  readonly provider: Provider
  /** By release. */
  readonly own: ReadonlyMap<string, OwnFacts>
  readonly subscriptionState: Fact<ConnectorValues['subscriptionState']>
  readonly usages: Fact<ConnectorValues['usages']>
  readonly capabilities: Fact<ConnectorValues['capabilities']>
  readonly installerReviews: Fact<ConnectorValues['installerReviews']>
}

/** The facts of one connector, because each keeps its own identity, resource group and subnet. */
export interface OwnFacts {
  readonly identity: Identity
  readonly rights: InstallRights
  readonly locks: Fact<ConnectorValues['locks']>
  readonly podLinkLocalAccess: Fact<ConnectorValues['podLinkLocalAccess']>
}

/** The Azure resources that the user names. */
interface Named {
  readonly provider: Provider
  /** Of `--aci-resource-group`. */
  readonly group: ResourceGroup | undefined
  /** Of `--service-principal`. */
  readonly principal: Principal | undefined
  /** Of `--assign-identity`. */
  readonly assigned: UserAssignedIdentity | undefined
  /** The network of the subnet. */
  readonly network: VirtualNetwork | undefined
}

/**
 * Reads in parallel what does not depend on something else. Rejects if something that every install needs cannot be read; anything else becomes an
 * unknown fact, and the checks decide.
 */
export async function readFacts(host: Host, session: ClusterSession, spec: InstallSpec): Promise<Facts> {
  const {cluster} = session
  const readers = azureReaders(host)
  const asked = askedSubnetId(spec, host, session)
  const [named, installed] = await Promise.all([
    readNamed(host, readers, spec, asked),
    // If the user names a location, only the connector in this location is meant.
    spec.location === undefined ? readInstalledPlaces(session, spec) : [],
  ])
  const ids = wantedIds(spec, session, {...named, installed})
  const existing = await withKeptNodes(session, await readExisting(session, ids, spec.namespace), ids, spec)
  const records = ids.flatMap(id => existing.existing.get(releaseName(id))?.record ?? [])
  const location = ids[0]?.location ?? cluster.location
  const [own, subscriptionState, usages, capabilities, installerReviews] = await Promise.all([
    Promise.all(
      ids.map(async id => {
        const release = releaseName(id)
        const {record, secret} = existing.existing.get(release) ?? nothingThere
        // Without new values, those of an earlier install are kept.
        const identity = ownIdentity(spec, named) ?? identityWithout(resetsIdentity(spec.reset) ? undefined : record, secret, session)
        const kept = keptGiven(record, spec.reset)
        const group = spec.given.aciResourceGroup ?? kept.aciResourceGroup ?? cluster.nodeResourceGroup
        const subnetId = asked ?? kept.subnetId
        const rights = await readRights(host, readers, {
          // The ids of role assignments contain the names.
          scope: resourceGroupId(host.azure.subscriptionId, spelledAsBefore(group, record?.aciResourceGroup)),
          subnetId: subnetId && spelledAsBefore(subnetId, record?.subnetId),
          identity,
          nodeResourceGroup: cluster.nodeResourceGroup,
          // Without the check, nobody is asked whether to assign a missing role.
          leftOut: spec.assignRole ? [] : spec.skipChecks,
        })
        const [locks, podLinkLocalAccess] = await Promise.all([readers.locks(group), linkLocalAccess(readers, cluster.id, identity)])
        return [release, {identity, rights, locks, podLinkLocalAccess}] as const
      }),
    ),
    factOf(host.azure.subscriptionState(), host.signal),
    readers.usages(location),
    readers.capabilities(location),
    records.length === ids.length ? known([]) : reviewInstaller(host, session, spec),
  ])
  return {...existing, ids, records, provider: named.provider, own: new Map(own), subscriptionState, usages, capabilities, installerReviews}
}

/** The id of the subnet that the user names; undefined if there is none. */
export function askedSubnetId({subnet, given}: InstallSpec, {azure}: Pick<Host, 'azure'>, {cluster}: ClusterSession): string | undefined {
  if (subnet === undefined) return given.subnetId
  return chosenSubnetId(subnet, {subscriptionId: azure.subscriptionId, nodeResourceGroup: cluster.nodeResourceGroup})
}

async function readNamed(
  {azure}: Host,
  readers: AzureReaders,
  {given, servicePrincipal}: InstallSpec,
  subnetId: string | undefined,
): Promise<Named> {
  const [provider, group, principal, assigned, network] = await Promise.all([
    azure.provider(aciNamespace),
    given.aciResourceGroup === undefined ? undefined : azure.resourceGroup(given.aciResourceGroup),
    servicePrincipal === undefined ? undefined : azure.signIn(servicePrincipal),
    given.identityId === undefined ? undefined : azure.userAssignedIdentity(given.identityId),
    subnetId === undefined ? undefined : readers.virtualNetwork(virtualNetworkIdOf(subnetId)),
  ])
  return {provider, group, principal, assigned, network: valueOf(network)}
}
