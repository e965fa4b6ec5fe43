import {assign} from '../../helm/set-values.ts'
import {withoutCredentials} from '../../addresses.ts'
import {UserError} from '../../errors.ts'
import {Secret} from '../../secret.ts'
import type {ConnectorChart} from '../../helm/chart.ts'
import {azureJson} from '../model/azure-json.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import {credentialsDigest, readCredentials, readServingPair, type Credentials} from '../model/credentials-secret.ts'
import type {Host} from '../session/host.ts'
import type {Identity} from '../model/identity.ts'
import type {Adopted} from './adopt/adopted.ts'
import {nothingThere, type Existing} from './existing.ts'
import {askedSubnetId, type Facts} from './facts.ts'
import {nodeName, releaseName, type ConnectorId} from '../model/names.ts'
import type {Wanted} from './wanted.ts'
import {earlierPlaces, spelledAsBefore} from '../model/record/place.ts'
import {keptGiven} from '../model/record/kept-options.ts'
import {schemaVersion} from '../model/record/record-schema.ts'
import type {Given, ConnectorRecord} from '../model/record/record.ts'
import {createServingPair, isUsable, type ServingPair} from '../model/serving-certificate.ts'
import type {InstallSpec} from '../model/spec.ts'
import {connectorSubnet} from '../model/subnet-values.ts'
import type {SubnetRef} from '../model/subnet.ts'
import {chartValues} from './values/values.ts'

export interface WantAllInput extends Pick<WantInput, 'host' | 'session' | 'spec'> {
  readonly facts: Facts
  readonly adopted: Adopted | undefined
  /** In the order of the ids in `facts`. */
  readonly charts: readonly ConnectorChart[]
}

/** The wanted state of every connector, in the order of the ids in `facts`. Throws UserError if no CA of the cluster is known. */
export function wantAll({facts, charts, ...input}: WantAllInput): Promise<readonly Wanted[]> {
  const clientCa = facts.clientCa ?? input.session.certificateAuthority
  if (clientCa === undefined)
    throw new UserError('The client CA of the cluster could not be read from the ConfigMap kube-system/extension-apiserver-authentication.')
  const {ids, existing, own} = facts
  return Promise.all(
    ids.flatMap((id, index) => {
      const before = existing.get(releaseName(id)) ?? nothingThere
      const [chart, mine] = [charts[index], own.get(releaseName(id))]
      if (chart === undefined || mine === undefined) return []
      const {roleAssignmentId, networkRoleAssignmentId} = mine.rights
      return want({...input, id, clientCa, chart, identity: mine.identity, roleAssignmentId, networkRoleAssignmentId, existing: before})
    }),
  )
}

export interface WantInput {
  readonly host: Host
  readonly session: ClusterSession
  readonly spec: InstallSpec
  readonly id: ConnectorId
  readonly identity: Identity
  readonly existing: Existing
  readonly clientCa: string
  readonly chart: ConnectorChart
  /** ARM id of vkctl's own role assignment; undefined if the identity has its permissions from elsewhere. */
  readonly roleAssignmentId: string | undefined
  /** The same for the subnet. */
  readonly networkRoleAssignmentId?: string | undefined
  /** The connector of somebody else that it replaces. */
  readonly adopted?: Adopted | undefined
}

/** Values of earlier installs are kept until the user passes new ones or resets them. */
function mergedGiven(spec: InstallSpec, subnetId: string | undefined, record: ConnectorRecord | undefined): Given {
  const {assignments = []} = spec
  const {chartUrl} = spec.given
  const kept = keptGiven(record, spec.reset)
  const {chartDigest: _, ...withoutDigest} = kept
  const all: Given = {
    // A digest belongs to the chart that it was given with.
    ...(chartUrl === undefined ? kept : withoutDigest),
    ...spec.given,
    ...(chartUrl !== undefined && {chartUrl: withoutCredentials(chartUrl)}),
    ...(subnetId !== undefined && {subnetId}),
    ...(assignments.length > 0 && {values: assign(spec.given.values ?? kept.values ?? {}, assignments)}),
  }
  const {identityId, ...rest} = inEarlierSpelling(all, record)
  // A service principal replaces a user-assigned identity.
  return identityId === undefined || spec.servicePrincipal !== undefined ? rest : {...rest, identityId}
}

/** A name that differs only in letter case changes nothing. */
function inEarlierSpelling(given: Given, record: ConnectorRecord | undefined): Given {
  const {aciResourceGroup, subnetId, identityId} = given
  return {
    ...given,
    ...(aciResourceGroup !== undefined && {aciResourceGroup: spelledAsBefore(aciResourceGroup, record?.aciResourceGroup)}),
    ...(subnetId !== undefined && {subnetId: spelledAsBefore(subnetId, record?.subnetId)}),
    ...(identityId !== undefined && {identityId: spelledAsBefore(identityId, record?.given.identityId)}),
  }
}

/** The wanted state of one connector, not yet compared with the cluster (charts/compare-all.ts). Keeps the serving key pair of an earlier install, so that a second run restarts nothing. */
export async function want(input: WantInput): Promise<Wanted> {
  const {host, session, spec, id, identity, existing, clientCa, chart, roleAssignmentId, networkRoleAssignmentId, adopted} = input
  const given = mergedGiven(spec, askedSubnetId(spec, host, session), existing.record)
  const subnet = connectorSubnet(given, session.cluster)
  const wanted: Omit<ConnectorRecord, 'earlierPlaces'> = {
    schemaVersion,
    ...id,
    release: releaseName(id),
    nodeName: existing.nodeName ?? nodeName(id),
    namespace: spec.namespace,
    clusterId: session.cluster.id,
    aciResourceGroup: given.aciResourceGroup ?? session.cluster.nodeResourceGroup,
    subscriptionId: host.azure.subscriptionId,
    identity: {kind: identity.kind, clientId: identity.clientId, objectId: identity.objectId},
    ...(given.subnetId !== undefined && {subnetId: given.subnetId}),
    given,
    ...(roleAssignmentId !== undefined && {roleAssignmentId}),
    ...(subnet !== undefined && networkRoleAssignmentId !== undefined && {networkRoleAssignmentId}),
    vkctlVersion: host.vkctlVersion,
  }
  const record: ConnectorRecord = {...wanted, earlierPlaces: earlierPlaces(existing.record, wanted)}
  const credentials = await wantedCredentials(host, record, identity, {
    before: readCredentials(existing.secret),
    pairBefore: readServingPair(existing.secret),
    clientCa,
    subnet,
    // The API server checks the certificate by its own clock.
    now: session.now(),
  })
  const {values, podNamespace} = await chartValues({
    root: host.root,
    chart,
    record,
    tenantId: host.azure.tenantId,
    secretDigest: credentialsDigest(credentials),
    subnet,
  })
  const compared = {rendered: [], compared: [], uncompared: []}
  return {record, credentials, chart, values, podNamespace, existing, ...compared, ...(adopted !== undefined && {adopted})}
}

async function wantedCredentials(
  host: Host,
  record: ConnectorRecord,
  identity: Identity,
  {
    before,
    pairBefore,
    clientCa,
    subnet,
    now,
  }: {
    readonly before: Credentials | undefined
    readonly pairBefore: ServingPair | undefined
    readonly clientCa: string
    readonly subnet: SubnetRef | undefined
    readonly now: Date
  },
): Promise<Credentials> {
  const whole =
    identity.kind === 'servicePrincipal' && identity.clientSecret === undefined
      ? {...identity, clientSecret: keptSecret(identity.clientId, before)}
      : identity
  const {cloud, tenantId, subscriptionId} = host.azure
  const {aciResourceGroup, location} = record
  return {
    azureJson: new Secret(azureJson({cloud, tenantId, subscriptionId, aciResourceGroup, location, identity: whole, subnet})),
    clientCa,
    pair: pairBefore !== undefined && isUsable(pairBefore, now) ? pairBefore : await createServingPair(record.nodeName, now),
  }
}

/** The secret of this service principal, from the Secret of the last install. */
function keptSecret(clientId: string, before: Credentials | undefined): Secret | undefined {
  if (before === undefined) return undefined
  try {
    const {aadClientId, aadClientSecret} = JSON.parse(before.azureJson.reveal()) as {
      readonly aadClientId?: unknown
      readonly aadClientSecret?: unknown
    }
    return aadClientId === clientId && typeof aadClientSecret === 'string' ? new Secret(aadClientSecret) : undefined
  } catch {
    return undefined
  }
}
