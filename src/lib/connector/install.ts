import type {Provider, ResourceGroup} from '../azure/azure.ts'
import {known, valueOf} from '../checks/fact.ts'
import {isFailure} from '../checks/finding.ts'
import {aciNamespace} from '../checks/rules/azure/provider-registered.ts'
import {networkIdOf} from '../checks/subnet.ts'
import {UserError} from '../errors.ts'
import {openChart} from '../helm/chart.ts'
import {started} from '../started.ts'
import {carryOut} from './carry-out.ts'
import {reviewInstaller} from './check-facts/access-reviews.ts'
import {azureReaders} from './check-facts/azure-facts.ts'
import {identityWithout, ownIdentity, type GivenIdentity} from './chosen-identity.ts'
import {claimOf, refuseClaimed} from './claim.ts'
import {withCluster, type ClusterSession} from './cluster-access.ts'
import {consentToRoles, type Offer} from './consent.ts'
import type {Host} from './host.ts'
import {interruption} from './interruption.ts'
import {readInstallFacts, type Existing, type InstallFacts} from './install-facts.ts'
import {readRights} from './install-rights.ts'
import {releaseName, type ConnectorId} from './names.ts'
import type {ConnectorOutcome} from './outcome.ts'
import {planInstall, type Wanted} from './plan-install.ts'
import type {InstallPlan} from './plan.ts'
import {preflight} from './preflight.ts'
import type {Receipt} from './receipt.ts'
import {releasesNamed} from './releases-named.ts'
import {loadAsn1} from './serving-certificate.ts'
import type {InstallSpec} from './spec.ts'
import {chosenSubnetId} from './subnet.ts'
import {want, wantedIds, type WantInput} from './want.ts'

export interface InstallReport {
  readonly plan: InstallPlan
  /** One a connector; empty with `dryRun`. */
  readonly outcomes: readonly ConnectorOutcome[]
}

/**
 * Installs, upgrades or mends connectors: reads what is, checks it, plans, and takes the steps. Nothing is changed before every check
 * has passed. Rejects with PreflightError (exit code 4) when one does not, and when nothing could be done at all; what went
 * wrong with one connector only is told in its outcome.
 */
export async function install(host: Host, spec: InstallSpec, offer: Offer): Promise<InstallReport> {
  const deadline = new Date(host.now().getTime() + spec.timeoutMs)
  // Asked for now, side by side with the cluster; looked at later.
  const provider = started(host.azure.provider(aciNamespace))
  const group = spec.given.aciResourceGroup === undefined ? undefined : started(host.azure.resourceGroup(spec.given.aciResourceGroup))
  const principal = spec.servicePrincipal === undefined ? undefined : started(host.azure.signIn(spec.servicePrincipal))
  const assigned = spec.given.identityId === undefined ? undefined : started(host.azure.userAssignedIdentity(spec.given.identityId))
  void started(loadAsn1())

  try {
    return await withCluster(host, spec.cluster, spec.kube, async session => {
      const first = {provider: await provider, group: await group, principal: await principal, assigned: await assigned}
      return installInto({host, spec: withSubnet(spec, host, session), session, offer, deadline}, first)
    })
  } catch (error) {
    throw interruption(host.signal, error, ['Nothing was changed.']) ?? error
  }
}

/** The spec with the id of the subnet that it names. */
function withSubnet(spec: InstallSpec, {azure: {subscriptionId}}: Host, {cluster: {nodeResourceGroup}}: ClusterSession): InstallSpec {
  if (spec.subnet === undefined) return spec
  return {...spec, given: {...spec.given, subnetId: chosenSubnetId(spec.subnet, {subscriptionId, nodeResourceGroup})}}
}

interface InstallContext {
  readonly host: Host
  readonly spec: InstallSpec
  readonly session: ClusterSession
  readonly offer: Offer
  readonly deadline: Date
}

interface Known extends GivenIdentity {
  readonly provider: Provider
  readonly group: ResourceGroup | undefined
}

async function installInto(
  {host, spec, session, offer, deadline}: InstallContext,
  {provider, group, ...given}: Known,
): Promise<InstallReport> {
  const {cluster} = session
  const readers = azureReaders(host)
  const {subnetId: asked} = spec.given
  const network = asked === undefined ? undefined : valueOf(await readers.virtualNetwork(networkIdOf(asked)))
  const ids = wantedIds(spec, session, provider, group, network)
  // Before all that vkctl itself has to do: helm takes longest, where it is asked.
  const releases = started(releasesNamed(session, ids.map(releaseName)))
  const own = ownIdentity(spec, given)
  const likely = own ?? cluster.kubeletIdentity
  // Read ahead, side by side with the cluster: most probably this identity and this group.
  const location = ids[0]?.location ?? cluster.location
  const offered = started(Promise.all([readers.usages(location), readers.capabilities(location)]))
  if (likely !== undefined)
    void started(readers.permission(scopeOf(host, spec.given.aciResourceGroup ?? cluster.nodeResourceGroup), likely.objectId))
  const installer = started(reviewInstaller(host, session, spec))
  const facts = await readInstallFacts(session, ids, {namespace: spec.namespace, releases})
  // An earlier install may have been given others, and these are kept.
  const receipts = ids.flatMap(id => facts.existing.get(releaseName(id))?.receipt ?? [])
  for (const receipt of receipts) refuseClaimed(receipt, host.now())
  const identity = own ?? identityWithout(receipts, session)
  const scope = scopeOf(host, spec.given.aciResourceGroup ?? receipts[0]?.given.aciResourceGroup ?? cluster.nodeResourceGroup)
  const subnetId = asked ?? subnetOf(receipts)
  const [held, [usages, capabilities]] = await Promise.all([
    readRights(host, readers, {
      scope,
      subnetId,
      identity,
      nodeResourceGroup: cluster.nodeResourceGroup,
      leftOut: leftOut(spec),
    }),
    offered,
  ])
  const chart = await openChart(session.helm, spec.given.chartUrl ?? receipts[0]?.given.chartUrl, host.root)
  return chart.use(async opened => {
    const {roleAssignmentId, networkRoleAssignmentId} = held
    const wanted = await wantAll({
      host,
      session,
      spec,
      ids,
      facts,
      identity,
      chart: opened,
      roleAssignmentId,
      networkRoleAssignmentId,
    })
    const findings = preflight({
      facts: {
        cluster: known(cluster),
        provider: known(provider),
        permission: known(held.permission),
        usages,
        capabilities,
        identity: known(identity),
        nodeIdentities: held.nodeIdentities,
        installerReviews: receipts.length === ids.length ? known([]) : await installer,
      },
      subnet: held.subnet,
      wanted,
      cloud: host.azure.cloud.name,
      clusterName: cluster.name,
      now: host.now(),
      skip: spec.skipChecks,
    })
    for (const {verdict, message} of findings) if (verdict === 'warning') host.talk.warning(message)
    const mayAssign = await consentToRoles(findings.filter(isFailure), spec.assignRole, offer)
    const plan = planInstall({
      namespace: {name: spec.namespace, existing: facts.namespace},
      // Without a check of it a role may be missing that nobody agreed to assign.
      roles: mayAssign ? held.rights : [],
      wanted,
      claim: claimOf('install', new Date(host.now().getTime() + claimMs)),
    })
    return {plan, outcomes: spec.dryRun ? [] : await carryOut({host, session, chart: opened, deadline, wait: spec.wait}, plan, wanted)}
  })
}

/** Without a check of it nobody agrees to assign a missing role. */
function leftOut({assignRole, skipChecks}: InstallSpec): readonly string[] {
  return assignRole ? [] : skipChecks
}

/** The subnet that one of the connectors was given before. */
function subnetOf(receipts: readonly Receipt[]): string | undefined {
  return receipts.find(({given}) => given.subnetId !== undefined)?.given.subnetId
}

const nothingThere: Existing = {
  receipt: undefined,
  receiptVersion: undefined,
  secret: undefined,
  node: undefined,
  lease: undefined,
  release: undefined,
  elsewhere: [],
  chartObjects: [],
}

function wantAll({
  ids,
  facts,
  ...input
}: Omit<WantInput, 'id' | 'existing' | 'clientCa'> & {readonly ids: readonly ConnectorId[]; readonly facts: InstallFacts}): Promise<
  Wanted[]
> {
  const clientCa = facts.clientCa ?? input.session.certificateAuthority
  if (clientCa === undefined)
    throw new UserError('The CA of the cluster could not be read from ConfigMap kube-system/extension-apiserver-authentication.')
  return Promise.all(ids.map(id => want({...input, id, clientCa, existing: facts.existing.get(releaseName(id)) ?? nothingThere})))
}

/** Until Helm is done, which does not wait for pods; the wait after it changes nothing. */
const claimMs = 120_000

function scopeOf({azure}: Host, resourceGroup: string): string {
  return `/subscriptions/${azure.subscriptionId}/resourceGroups/${resourceGroup}`
}
