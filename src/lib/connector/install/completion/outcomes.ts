import {valueOf, type Fact} from '../../../checks/engine/fact.ts'
import {exitCodes, UserError} from '../../../errors.ts'
import {kubectl} from '../../../printed-commands/printed-command.ts'
import type {Line} from '../../../printed-commands/printed-lines.ts'
import type {Release} from '../../../helm/releases.ts'
import {canonicalJson} from '../../model/canonical-json.ts'
import {statusOf} from '../../inventory/status.ts'
import {imageOf} from '../../model/deployment-arguments.ts'
import type {ConnectorOutcome} from '../../model/outcome.ts'
import type {Condition, ConnectorResult} from '../../model/result.ts'
import {ofVkctl, type Observation} from '../../wait/observation.ts'
import type {Ending} from '../../wait/observe.ts'
import type {WorkedBefore} from './go-back.ts'
import {commandsAgainst, obstaclesOf, type Obstacle} from '../obstacles/node-steps.ts'
import type {Progress} from '../progress.ts'
import {chartOf, credentialsObject, plannedImage} from '../wanted.ts'

/** What is, after an install of a connector. */
export interface State {
  readonly observation: Observation
  /** Whether it was seen to be up, and to stay so if vkctl waited for it. */
  readonly isUp: boolean
  readonly helm: Fact<Release | undefined>
  /** What it went back to; undefined if it did not. */
  readonly before?: WorkedBefore
}

/** The outcome of a connector for which vkctl did not wait. */
export function notAwaited(progress: Progress): ConnectorOutcome {
  const {plan, wanted, release, changed} = progress
  const status = plan.steps.length > 0 ? 'Installing' : 'Unknown'
  return {
    result: {
      ...namesOf(progress),
      image: plannedImage(wanted),
      chart: chartOf(wanted),
      status,
      revision: release?.revision ?? null,
      changed,
    },
    error: undefined,
  }
}

/** The outcome of a connector that is up, or that somebody removed. */
export function finished(progress: Progress, {last, ended}: Ending): ConnectorOutcome {
  const {wanted} = progress
  const {release} = wanted.record
  const result = resultOf(progress, last, last.facts.helm)
  if (ended === 'gone') {
    return failure(
      result,
      new UserError(`Somebody removed ${release} while vkctl waited for it.`, {hints: ['Run the same command again if you want it back.']}),
    )
  }
  const fault = last.conditions.find(({status}) => status !== 'True')
  if (fault === undefined) return {result, error: undefined}
  const [node, chartObjects] = [valueOf(last.facts.node), valueOf(last.facts.deployments) ?? []]
  const [obstacle] = obstaclesOf([{...wanted, existing: {...wanted.existing, node, chartObjects}}])
  return failure(result, takesNoPods(release, fault, remedyOf(fault, wanted.record.nodeName, obstacle)))
}

/** The outcome of a connector that failed; its result tells what is, not what was wanted. */
export function failed(progress: Progress, {observation, isUp, helm, before}: State, error: UserError): ConnectorOutcome {
  const result = resultOf(progress, observation, helm)
  const {wanted, plan} = progress
  const {existing} = wanted
  const isSecretNew =
    plan.steps.length > 0 && before === undefined && canonicalJson(existing.secret?.data) !== canonicalJson(credentialsObject(wanted).data)
  // Helm may have refused the values before it made a revision.
  const isRevisionNew = !plan.steps.some(step => step.do === 'upgrade') || valueOf(helm)?.revision !== existing.release?.revision
  const changed = isSecretNew || (progress.changed && isRevisionNew)
  return failure(
    {
      ...result,
      ...(before !== undefined && {
        aciResourceGroup: before.record.aciResourceGroup,
        chartSource: before.record.given.chartUrl ?? 'embedded',
        ...(valueOf(helm)?.revision !== before.release.revision && {rolledBackTo: before.release.revision}),
      }),
      status: result.status === 'Ready' && !isUp ? 'NotReady' : result.status,
      changed,
    },
    error,
  )
}

function failure(result: ConnectorResult, error: UserError): ConnectorOutcome {
  return {result, error}
}

/** The connector runs, but the pods that it is for are not placed on its node. */
function takesNoPods(release: string, {message}: Condition, remedy: readonly Line[]): UserError {
  return new UserError(`${release} runs, but new pods are not placed on its node: ${message}`, {
    exitCode: exitCodes.checksFailed,
    hints: remedy,
  })
}

function remedyOf({reason}: Condition, nodeName: string, obstacle: Obstacle | undefined): readonly Line[] {
  if (obstacle !== undefined) return ['Run the same command again with --yes, or:', ...commandsAgainst(obstacle)]
  return reason === 'NodeDeleted'
    ? ['To see what keeps it:', kubectl`describe node ${nodeName}`, 'When it is gone, run the same command again.']
    : ['Run the same command again to restore the node.']
}

type Names = Pick<
  ConnectorResult,
  'connectorName' | 'osType' | 'release' | 'namespace' | 'nodeName' | 'location' | 'aciResourceGroup' | 'chartSource'
>

function namesOf({wanted}: Progress): Names {
  const {connectorName, osType, release, namespace, nodeName, location, aciResourceGroup} = wanted.record
  return {connectorName, osType, release, namespace, nodeName, location, aciResourceGroup, chartSource: wanted.chart.source}
}

function resultOf(progress: Progress, {facts, conditions}: Observation, helm: Fact<Release | undefined>): ConnectorResult {
  const release = valueOf(helm)
  const status = statusOf(ofVkctl, {...facts, helm}, conditions)
  return {
    ...namesOf(progress),
    image: imageOf(valueOf(facts.deployments)?.[0]) ?? null,
    chart: release === undefined ? null : `${release.chartName}-${release.chartVersion}`,
    status,
    revision: release?.revision ?? null,
    changed: progress.changed,
  }
}
