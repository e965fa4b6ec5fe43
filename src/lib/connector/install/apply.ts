import type {BuiltInRole} from '../../checks/facts/permissions.ts'
import {roleAssignmentId, roleDefinitionId, sameId} from '../../azure/resources/ids.ts'
import {roleAssignmentName} from '../../azure/resources/role-assignment-name.ts'
import {TimedOutError} from '../../errors.ts'
import type {ConnectorChart} from '../../helm/chart.ts'
import {ofKind} from '../../kubernetes/objects.ts'
import {listObjects} from '../../kubernetes/read.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import {applyOwn, deletePods} from '../../kubernetes/write.ts'
import {started} from '../../started.ts'
import {claim} from '../session/claim.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import {runsConnectorOf} from '../model/deployment-arguments.ts'
import type {Host} from '../session/host.ts'
import {readChartObjects} from './install-facts.ts'
import type {Journal} from '../session/journal.ts'
import {marksOf} from '../model/object-marks.ts'
import type {ConnectorPlan, Step} from './plan.ts'
import {receiptObject, type Applied} from '../model/receipt.ts'
import type {UpgradesAhead} from './upgrades-ahead.ts'
import {fitsSchema} from './values.ts'

export interface ApplyContext {
  readonly host: Host
  readonly session: ClusterSession
  readonly chart: ConnectorChart
  readonly ahead: UpgradesAhead
  readonly journal: Journal<Step>
  readonly deadline: Date
}

/** Takes steps that the connectors share. */
export async function applyShared({host, session, journal, deadline}: ApplyContext, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    await journal.take(step, async () => {
      if (step.do === 'assign-role') await assignRole(host, step, deadline)
      if (step.do === 'claim') await claim(session.kubectl, step)
      if (step.do === 'apply') await applyOwn(session.kubectl, step.objects)
    })
  }
}

/**
 * Takes the steps of one connector, up to Helm's part; gives Helm's revision. Nothing is changed before `claimed` has happened, but a Helm
 * that comes first starts meanwhile.
 */
export async function applyConnector(
  {session, chart, ahead, journal, deadline, host}: ApplyContext,
  {steps, receipt: {given}}: ConnectorPlan,
  claimed: Promise<unknown>,
): Promise<number | undefined> {
  let revision: number | undefined
  for (const step of steps) {
    if (step.do === 'upgrade') {
      const timeoutMs = Math.max(1000, deadline.getTime() - host.now().getTime())
      const {release, namespace, values} = step
      const released = started(claimed.then(() => values))
      const upgrade =
        ahead.goOn(release, released) ??
        started(
          session.helm.upgrade({
            release,
            namespace,
            chart: chart.path,
            values: released,
            timeoutMs,
            fitsSchema: fitsSchema(chart, given),
          }),
        )
      await claimed
      revision = (await journal.take(step, () => upgrade)).revision
    }
    await claimed
    if (step.do === 'restart') await journal.take(step, () => restart(session, step))
    if (step.do === 'mend') await journal.take(step, () => session.helm.mend(step))
  }
  return revision
}

/** The Deployment makes a new pod; unlike a rollout restart this leaves the Deployment as Helm made it. */
async function restart({kubectl}: ClusterSession, {namespace, nodeName}: Extract<Step, {do: 'restart'}>): Promise<void> {
  const {objects, unread} = await listObjects(kubectl, {kinds: ['pods'], namespace})
  if (unread.length > 0) throw unreadError(`restart the pod of ${nodeName}`, unread)
  const pods = ofKind(objects, 'Pod').filter(pod => runsConnectorOf(pod, nodeName))
  if (pods.length > 0)
    await deletePods(
      kubectl,
      namespace,
      pods.map(({metadata}) => metadata.name),
      {graceSeconds: 1},
    )
}

/**
 * Writes down what Helm was given and how the objects looked then, so that the next install can tell whether anything differs; and takes
 * the claims back. Without `applied`, when Helm failed, only the latter.
 */
export async function record(
  {session, journal}: ApplyContext,
  step: Extract<Step, {do: 'record'}>,
  plans: readonly {readonly plan: ConnectorPlan; readonly applied: Omit<Applied, 'marks'> | undefined}[],
): Promise<void> {
  if (plans.length === 0) return
  const {objects} = await readChartObjects(session, step.releases)
  await journal.take(step, () =>
    applyOwn(
      session.kubectl,
      plans.map(({plan: {receipt}, applied}) => {
        const own = objects.filter(({metadata}) => metadata.labels?.['app.kubernetes.io/instance'] === receipt.release)
        return receiptObject({...receipt, ...(applied !== undefined && {applied: {...applied, marks: marksOf(own)}})})
      }),
    ),
  )
}

const rolePollMs = 500

/** Assigns the role and waits until Azure lists it. */
async function assignRole(host: Host, {scope, role, principalId}: Extract<Step, {do: 'assign-role'}>, deadline: Date): Promise<void> {
  const {azure} = host
  const {id} = await azure.assignRole(scope, roleDefinitionId(azure.subscriptionId, role.id), principalId)
  while (!(await azure.roleAssignments(scope, principalId)).some(listed => sameId(listed.id, id))) {
    if (host.now() >= deadline) {
      throw new TimedOutError(`The role '${role.name}' was assigned to ${principalId} at ${scope}, but is not in force yet.`, {
        hints: ['Run the same command again in a few minutes.'],
      })
    }
    await host.sleep(rolePollMs)
  }
}

/** The id that an assignment of vkctl's has: known before it is made, so that an interrupted run can be told from somebody else's work. */
export function ownRoleAssignmentId({azure}: Host, role: BuiltInRole, scope: string, principalId: string): string {
  return roleAssignmentId(scope, roleAssignmentName(scope, roleDefinitionId(azure.subscriptionId, role.id), principalId))
}
