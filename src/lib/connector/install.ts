import type {Finding} from '../checks/finding.ts'
import {connectorRole} from '../checks/permissions.ts'
import {aciNamespace} from '../checks/rules/provider-registered.ts'
import {roleAssigned} from '../checks/rules/role-assigned.ts'
import {UserError} from '../errors.ts'
import {openChart} from '../helm/chart.ts'
import {connectorRoleAssignmentId} from './apply.ts'
import {carryOut} from './carry-out.ts'
import {withCluster} from './cluster-access.ts'
import type {Host} from './host.ts'
import type {Identity} from './identity.ts'
import {kubeletIdentity, readInstallFacts, readPermission, type Existing, type InstallFacts} from './install-facts.ts'
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

  return withCluster(host, spec.cluster, spec.kube, async session => {
    const ids = wantedIds(spec, session, await provider, await group)
    const own: Identity | undefined = spec.servicePrincipal === undefined || principal === undefined ? undefined : {kind: 'servicePrincipal', ...(await principal), clientSecret: spec.servicePrincipal.clientSecret}
    // Most probably these; an earlier install may have been given others, which its receipt tells a moment later.
    const likely = own ?? session.cluster.kubeletIdentity
    const likelyScope = scopeOf(host, spec.given.aciResourceGroup ?? session.cluster.nodeResourceGroup)
    const likelyPermission = likely === undefined ? undefined : started(readPermission(host, likelyScope, likely.objectId))
    const facts = await readInstallFacts(host, session, ids, spec.namespace)
    const receipts = ids.flatMap(id => facts.existing.get(releaseName(id))?.receipt ?? [])
    const identity = own ?? keptIdentity(receipts) ?? kubeletIdentity(session)
    const scope = scopeOf(host, spec.given.aciResourceGroup ?? receipts[0]?.given.aciResourceGroup ?? session.cluster.nodeResourceGroup)
    const {permission, assignments} = await (likelyPermission !== undefined && likely?.objectId === identity.objectId && scope === likelyScope
      ? likelyPermission
      : readPermission(host, scope, identity.objectId))
    const chartUrl = spec.given.chartUrl ?? receipts[0]?.given.chartUrl
    const opened = await openChart(session.helm, chartUrl, host.root)
    return opened.use(async chart => {
      const roleAssignmentId = connectorRoleAssignmentId(host, scope, identity.objectId)
      const assigned = permission.missing.length > 0 || assignments.some(({id}) => id.toLowerCase() === roleAssignmentId.toLowerCase())
      const wanted = await wantAll({host, session, spec, ids, facts, identity, chart, roleAssignmentId: assigned ? roleAssignmentId : undefined})
      await refuseUnless(preflight({cluster: session.cluster, provider: await provider, permission, wanted}), spec.assignRole, offer)
      const plan = planInstall({namespace: {name: spec.namespace, existing: facts.namespace}, permission, wanted})
      return {plan, outcomes: spec.dryRun ? [] : await carryOut({host, session, chart, deadline, wait: spec.wait}, plan, wanted)}
    })
  })
}

/** A service principal that was given once is kept, with its secret, until another identity is given. */
function keptIdentity(receipts: readonly Receipt[]): Identity | undefined {
  const kept = receipts.find(({identity}) => identity.kind === 'servicePrincipal')?.identity
  return kept === undefined ? undefined : {...kept, kind: 'servicePrincipal', clientSecret: undefined}
}

const nothingThere: Existing = {receipt: undefined, secret: undefined, node: undefined, lease: undefined, release: undefined, elsewhere: [], chartObjects: []}

function wantAll({ids, facts, ...input}: Omit<WantInput, 'id' | 'existing' | 'clientCa'> & {readonly ids: readonly ConnectorId[]; readonly facts: InstallFacts}): Promise<Wanted[]> {
  const clientCa = facts.clientCa ?? input.session.certificateAuthority
  if (clientCa === undefined) throw new UserError('The CA of the cluster could not be read from ConfigMap kube-system/extension-apiserver-authentication.')
  return Promise.all(ids.map(id => want({...input, id, clientCa, existing: facts.existing.get(releaseName(id)) ?? nothingThere})))
}

/** A missing role may be assigned, when the user said so or says so now; every other problem ends the run. */
async function refuseUnless(problems: readonly Finding[], assignRole: boolean, offer: Offer): Promise<void> {
  const mendable = problems.length > 0 && problems.every(({id}) => id === roleAssigned.id)
  if (problems.length === 0 || (mendable && assignRole)) return
  if (mendable && offer !== undefined && (await offer(`${problems[0]?.message ?? ''}\nAssign the role '${connectorRole.name}' now?`))) return
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
