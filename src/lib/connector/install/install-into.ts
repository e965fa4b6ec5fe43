import type {Provider, ResourceGroup} from '../../azure/azure.ts'
import {known, valueOf} from '../../checks/engine/fact.ts'
import {isFailure} from '../../checks/engine/finding.ts'
import {resourceGroupId, virtualNetworkIdOf} from '../../azure/resources/ids.ts'
import {UserError} from '../../errors.ts'
import {openChart} from '../../helm/chart.ts'
import {started} from '../../started.ts'
import {carryOut} from './carry-out.ts'
import {reviewInstaller} from '../facts/access-reviews.ts'
import {azureReaders} from '../facts/azure-facts.ts'
import {identityWithout, ownIdentity, type GivenIdentity} from './chosen-identity.ts'
import {claimOf, refuseClaimed} from '../session/claim.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import {consentToRoles, type Offer} from './consent.ts'
import type {Host} from '../session/host.ts'
import {nothingThere, readInstallFacts, type InstallFacts} from './install-facts.ts'
import {readRights} from './install-rights.ts'
import {releaseName, type ConnectorId} from '../model/names.ts'
import type {ConnectorOutcome} from '../model/outcome.ts'
import {planInstall, type Wanted} from './plan-install.ts'
import type {InstallPlan} from './plan.ts'
import {preflight} from './preflight.ts'
import type {Receipt} from '../model/receipt.ts'
import {releasesNamed} from './releases-named.ts'
import type {InstallSpec} from '../model/spec.ts'
import {startUpgrades} from './upgrades-ahead.ts'
import {want, wantedIds, type WantInput} from './want.ts'

export interface InstallReport {
  readonly plan: InstallPlan
  /** One a connector; empty with `dryRun`. */
  readonly outcomes: readonly ConnectorOutcome[]
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

/** Installs into a cluster that is open; `known` is what Azure was asked meanwhile. */
export async function installInto(
  {host, spec, session, offer, deadline}: InstallContext,
  {provider, group, ...given}: Known,
): Promise<InstallReport> {
  const {cluster} = session
  const readers = azureReaders(host)
  const {subnetId: asked} = spec.given
  const network = asked === undefined ? undefined : valueOf(await readers.virtualNetwork(virtualNetworkIdOf(asked)))
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
  const rights = started(
    readRights(host, readers, {
      scope,
      subnetId: asked ?? subnetOf(receipts),
      identity,
      nodeResourceGroup: cluster.nodeResourceGroup,
      leftOut: leftOut(spec),
    }),
  )
  const chart = await openChart(session.helm, spec.given.chartUrl ?? receipts[0]?.given.chartUrl, host.root)
  return chart.use(async opened => {
    const ahead = startUpgrades(session.helm, spec.dryRun ? [] : ids.filter(id => isNew(facts, id)), {
      namespace: spec.namespace,
      chart: opened,
      given: spec.given,
      timeoutMs: Math.max(1000, deadline.getTime() - host.now().getTime()),
    })
    try {
      const [held, [usages, capabilities]] = await Promise.all([rights, offered])
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
      const failures = findings.filter(isFailure)
      // Nobody knows how long it takes until somebody agrees and Azure does.
      if (failures.length > 0) await ahead.abandon()
      const mayAssign = await consentToRoles(failures, spec.assignRole, offer)
      const plan = planInstall({
        namespace: {name: spec.namespace, existing: facts.namespace},
        // Without a check of it a role may be missing that nobody agreed to assign.
        roles: mayAssign ? held.rights : [],
        wanted,
        claim: claimOf('install', new Date(host.now().getTime() + claimMs)),
      })
      if (spec.dryRun) return {plan, outcomes: []}
      if (needsKubectl(session, plan)) await session.checkKubectl()
      return {plan, outcomes: await carryOut({host, session, chart: opened, ahead, deadline, wait: spec.wait}, plan, wanted)}
    } finally {
      await ahead.abandon()
    }
  })
}

/** Where the API server is asked without it, kubectl only restarts pods. */
function needsKubectl({kubectl}: ClusterSession, {connectors}: InstallPlan): boolean {
  return kubectl.api === undefined || connectors.some(({steps}) => steps.some(step => step.do === 'restart'))
}

/** Nothing is there of it, so that it will be installed if anything is. */
function isNew({existing}: InstallFacts, id: ConnectorId): boolean {
  const {receipt, release, elsewhere} = existing.get(releaseName(id)) ?? nothingThere
  return receipt === undefined && release === undefined && elsewhere.length === 0
}

/** Without a check of it nobody agrees to assign a missing role. */
function leftOut({assignRole, skipChecks}: InstallSpec): readonly string[] {
  return assignRole ? [] : skipChecks
}

/** The subnet that one of the connectors was given before. */
function subnetOf(receipts: readonly Receipt[]): string | undefined {
  return receipts.find(({given}) => given.subnetId !== undefined)?.given.subnetId
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
  return resourceGroupId(azure.subscriptionId, resourceGroup)
}
