import {valueOf} from '../../checks/engine/fact.ts'
import {exitCodes, TimedOutError, UserError} from '../../errors.ts'
import {placementFault} from '../inventory/conditions.ts'
import {imageOf} from '../model/deployment-arguments.ts'
import {resultError, type ConnectorOutcome} from '../model/outcome.ts'
import type {ConnectorResult, ConnectorStatus} from '../model/result.ts'
import type {Observation} from '../wait/read-observations.ts'
import {commandsAgainst, obstaclesOf, type Obstacle} from './steps/node-steps.ts'
import type {Progress} from './progress.ts'
import {chartOf, plannedImage} from './wanted.ts'

/** The last observation of a connector, and why it is not ready. */
export interface Seen {
  readonly observation: Observation
  /** First what is missing, then the evidence; empty if it is ready. */
  readonly evidence: readonly string[]
}

/** The outcome for one connector, with its error in the result, too; `seen` is undefined if vkctl did not wait for it. */
export function outcomeOf(progress: Progress, seen: Seen | undefined): ConnectorOutcome {
  const {result, error} = judged(progress, seen)
  return {result: error === undefined ? result : {...result, error: resultError(error)}, error}
}

function judged(progress: Progress, seen: Seen | undefined): ConnectorOutcome {
  const {error, wanted} = progress
  if (error !== undefined) return {result: resultOf(progress, 'Failed'), error}
  if (seen === undefined) return {result: resultOf(progress, progress.plan.steps.length > 0 ? 'Installing' : 'Unknown'), error: undefined}
  const {observation, evidence} = seen
  if (observation.up) {
    const [node, chartObjects] = [valueOf(observation.facts.node), valueOf(observation.facts.deployments) ?? []]
    const fault = placementFault(wanted.record, node, chartObjects[0])
    if (fault === undefined) return {result: resultOf(progress, 'Ready', observation), error: undefined}
    const [obstacle] = obstaclesOf([{...wanted, existing: {...wanted.existing, node, chartObjects}}])
    return {result: resultOf(progress, 'NotReady', observation), error: takesNoPods(wanted.record.release, fault.message, obstacle)}
  }
  if (isGone(observation)) {
    const removed = new UserError(`Somebody removed ${wanted.record.release} while vkctl waited for it.`, {
      hints: ['Run the same command again if you want it back.'],
    })
    return {result: resultOf(progress, 'Missing', observation), error: removed}
  }
  return {
    result: resultOf(progress, observation.facts.deployments.known ? 'NotReady' : 'Unknown', observation),
    error: new TimedOutError(`${wanted.record.release} was not ready in time: ${evidence[0] ?? ''}`, {
      hints: [...evidence.slice(1), 'Fix the cause and run the same command again, or pass a longer --timeout.'],
    }),
  }
}

/** The connector runs, but the pods that it is for are not placed on its node. */
function takesNoPods(release: string, why: string, obstacle: Obstacle | undefined): UserError {
  return new UserError(`${release} runs, but new pods are not placed on its node: ${why}`, {
    exitCode: exitCodes.checksFailed,
    hints: [
      obstacle === undefined
        ? 'Run the same command again to restore the node.'
        : `Run the same command again with --yes, or: ${commandsAgainst(obstacle).join(' && ')}`,
    ],
  })
}

/** Whether somebody removed the connector's Deployment. */
export function isGone({facts: {deployments}}: Observation): boolean {
  return deployments.known && deployments.value.length === 0
}

function resultOf({wanted, revision, changed}: Progress, status: ConnectorStatus, observation?: Observation): ConnectorResult {
  const {connectorName, osType, release, namespace, nodeName, location, aciResourceGroup} = wanted.record
  const image = imageOf(valueOf(observation?.facts.deployments)?.[0]) ?? plannedImage(wanted)
  return {
    connectorName,
    osType,
    release,
    namespace,
    nodeName,
    location,
    aciResourceGroup,
    image,
    chart: chartOf(wanted),
    chartSource: wanted.chart.source,
    status,
    revision: revision ?? null,
    changed,
  }
}
