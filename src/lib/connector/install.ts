import type {RoleAssignment} from '../azure/access.ts'
import type {Principal, Provider, ResourceGroup} from '../azure/azure.ts'
import {known} from '../checks/fact.ts'
import {isFailure, type Finding} from '../checks/finding.ts'
import {connectorRole, type Permission} from '../checks/permissions.ts'
import {aciNamespace} from '../checks/rules/azure/provider-registered.ts'
import {roleAssigned} from '../checks/rules/azure/role-assigned.ts'
import {UserError} from '../errors.ts'
import {openChart} from '../helm/chart.ts'
import {connectorRoleAssignmentId} from './apply.ts'
import {carryOut} from './carry-out.ts'
import {azureReaders} from './check-facts/azure-facts.ts'
import {claimOf, refuseClaimed} from './claim.ts'
import {withCluster, type ClusterSession} from './cluster-access.ts'
import type {Host} from './host.ts'
import type {Identity} from './identity.ts'
import {interruption} from './interruption.ts'
import {kubeletIdentity, readInstallFacts, type Existing, type InstallFacts} from './install-facts.ts'
import {releaseName, type ConnectorId} from './names.ts'
import type {ConnectorOutcome} from './outcome.ts'
import {planInstall, type Wanted} from './plan-install.ts'
import type {InstallPlan} from './plan.ts'
import {preflight, PreflightError} from './preflight.ts'
import type {Receipt} from './receipt.ts'
import type {InstallSpec} from './spec.ts'
import {want, wantedIds, type WantInput} from './want.ts'

export interface InstallReport {
  readonly plan: InstallPlan
  /** One a connector; empty with `dryRun`. */
  readonly outcomes: readonly ConnectorOutcome[]
}

/** Asks a yes-or-no question; undefined where nobody can answer. */
export type Offer = ((question: string) => Promise<boolean>) | undefined

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

  try {
    return await withCluster(host, spec.cluster, spec.kube, async session => {
      const first = {provider: await provider, group: await group, principal: await principal}
      return installInto({host, spec, session, offer, deadline}, first)
    })
  } catch (error) {
    throw interruption(host.signal, error, ['Nothing was changed.']) ?? error
  }
}

interface InstallContext {
  readonly host: Host
  readonly spec: InstallSpec
  readonly session: ClusterSession
  readonly offer: Offer
  readonly deadline: Date
}

interface Known {
  readonly provider: Provider
  readonly group: ResourceGroup | undefined
  readonly principal: Principal | undefined
}

async function installInto(
  {host, spec, session, offer, deadline}: InstallContext,
  {provider, group, principal}: Known,
): Promise<InstallReport> {
  const {cluster} = session
  const ids = wantedIds(spec, session, provider, group)
  const own = ownIdentity(spec, principal)
  const likely = own ?? cluster.kubeletIdentity
  // Read ahead, side by side with the cluster: most probably this identity and this group.
  const readers = azureReaders(host)
  const location = ids[0]?.location ?? cluster.location
  const offered = Promise.all([readers.usages(location), readers.capabilities(location)])
  if (likely !== undefined)
    void started(readers.permission(scopeOf(host, spec.given.aciResourceGroup ?? cluster.nodeResourceGroup), likely.objectId))
  const facts = await readInstallFacts(session, ids, spec.namespace)
  // An earlier install may have been given others, and these are kept.
  const receipts = ids.flatMap(id => facts.existing.get(releaseName(id))?.receipt ?? [])
  for (const receipt of receipts) refuseClaimed(receipt, host.now())
  const identity = own ?? keptIdentity(receipts) ?? kubeletIdentity(session)
  const scope = scopeOf(host, spec.given.aciResourceGroup ?? receipts[0]?.given.aciResourceGroup ?? cluster.nodeResourceGroup)
  const [permissionFact, [usages, capabilities]] = await Promise.all([readers.permission(scope, identity.objectId), offered])
  // Whether a role has to be assigned is part of the plan, so here nothing may be left open.
  if (!permissionFact.known) throw permissionFact.error
  const permission = permissionFact.value
  const assignments = await readers.assignments(scope, identity.objectId)
  const chart = await openChart(session.helm, spec.given.chartUrl ?? receipts[0]?.given.chartUrl, host.root)
  return chart.use(async opened => {
    const roleAssignmentId = ourAssignment(connectorRoleAssignmentId(host, scope, identity.objectId), permission, assignments)
    const wanted = await wantAll({host, session, spec, ids, facts, identity, chart: opened, roleAssignmentId})
    const findings = preflight({
      facts: {
        cluster: known(cluster),
        provider: known(provider),
        permission: permissionFact,
        usages,
        capabilities,
        identity: known(identity),
        // The nodes have the identity that the cluster gives them.
        nodeIdentities: known([identity.clientId]),
        network: known(undefined),
        virtualNetwork: known(undefined),
        networkPermission: known(undefined),
      },
      wanted,
      cloud: host.azure.cloud.name,
      clusterName: cluster.name,
      now: host.now(),
      skip: spec.skipChecks,
    })
    for (const {verdict, message} of findings) if (verdict === 'warning') host.talk.warning(message)
    await refuseUnless(findings.filter(isFailure), spec.assignRole, offer)
    const plan = planInstall({
      namespace: {name: spec.namespace, existing: facts.namespace},
      permission,
      wanted,
      claim: claimOf('install', new Date(host.now().getTime() + claimMs)),
    })
    return {plan, outcomes: spec.dryRun ? [] : await carryOut({host, session, chart: opened, deadline, wait: spec.wait}, plan, wanted)}
  })
}

function ownIdentity({servicePrincipal}: InstallSpec, principal: Principal | undefined): Identity | undefined {
  return servicePrincipal === undefined || principal === undefined
    ? undefined
    : {kind: 'servicePrincipal', ...principal, clientSecret: servicePrincipal.clientSecret}
}

/** The id of the assignment that this install makes or that an earlier one made; undefined when the rights come from elsewhere. */
function ourAssignment(id: string, {missing}: Permission, assignments: readonly RoleAssignment[]): string | undefined {
  return missing.length > 0 || assignments.some(assignment => assignment.id.toLowerCase() === id.toLowerCase()) ? id : undefined
}

/** A service principal that was given once is kept, with its secret, until another identity is given. */
function keptIdentity(receipts: readonly Receipt[]): Identity | undefined {
  const kept = receipts.find(({identity}) => identity.kind === 'servicePrincipal')?.identity
  return kept === undefined ? undefined : {...kept, kind: 'servicePrincipal', clientSecret: undefined}
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

/** A missing role may be assigned, when the user said so or says so now; every other problem ends the run. */
async function refuseUnless(problems: readonly Finding[], assignRole: boolean, offer: Offer): Promise<void> {
  const mendable = problems.length > 0 && problems.every(({id}) => id === roleAssigned.id)
  if (problems.length === 0 || (mendable && assignRole)) return
  if (mendable && offer !== undefined && (await offer(`${problems[0]?.message ?? ''}\nAssign the role '${connectorRole.name}' now?`)))
    return
  throw new PreflightError(problems)
}

function scopeOf({azure}: Host, resourceGroup: string): string {
  return `/subscriptions/${azure.subscriptionId}/resourceGroups/${resourceGroup}`
}

/** A request that runs while others are awaited: its failure is met where it is awaited, not as an unhandled rejection. */
function started<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  return promise
}
