import type {DeploymentObject} from '../../../kubernetes/objects.ts'
import type {Judgement} from '../../engine/rule.ts'
import {connectorRule} from '../../facts/connector-values.ts'
import {comingNode} from '../../facts/placement/coming-nodes.ts'
import {inWords, nodeVerdicts} from '../../facts/placement/node-verdicts.ts'
import {refusalOfScheduler} from '../../facts/placement/scheduling.ts'
import {whenChanged} from '../../facts/drift.ts'
import {isLive} from '../../facts/pod-state.ts'
import {withFullStop} from '../../wording/error-text.ts'
import {nodeAdvice} from './node-advice.ts'

const cause =
  'The pod of the connector runs on an ordinary Linux node on amd64 that AKS created. No such node has room for it, or all of them are cordoned or have taints that the pod does not tolerate, such as the taint of spot nodes. Virtual nodes do not count.'
const fix =
  'The finding names what keeps each node from taking the pod. Set tolerations, a node selector or smaller requests with `vkctl install-connector --set-values`, uncordon a node, or add a node pool with `az aks nodepool add`.'

function templateOf(deployment: DeploymentObject | undefined): NonNullable<NonNullable<DeploymentObject['spec']>['template']>['spec'] {
  return deployment?.spec?.template?.spec
}

/** Before an install: whether the pod that the chart describes would find a node. */
export const nodeForConnector = connectorRule({
  id: 'node-for-connector',
  category: 'connector',
  title: "A node of the cluster can run the connector's pod",
  page: {
    symptom:
      '`vkctl install-connector` waits until its time runs out, and the pod of the connector stays `Pending` with `FailedScheduling` in its events.',
    cause,
    fix: `${fix} If the cluster autoscaler or node auto-provisioning can add a node for the pod, the check only warns.`,
  },
  needs: ['deployments', 'nodes', 'usedOnNodes', 'cluster', 'keepsPod'],
  preflight: true,
  check(connector, {deployments, nodes, usedOnNodes, cluster, keepsPod}): Judgement {
    const pod = templateOf(deployments[0])
    if (pod === undefined) return {verdict: 'skipped', message: 'The chart renders no Deployment'}
    const verdicts = nodeVerdicts(pod, nodes, usedOnNodes)
    const good = verdicts.find(({obstacles}) => obstacles.length === 0)
    if (good !== undefined) return {verdict: 'ok', message: `${good.node.metadata.name} can run it`}
    const why =
      nodes.length === 0 ? 'The cluster has no nodes.' : `No node of the cluster can run the pod of the connector (${inWords(verdicts)}).`
    const coming = comingNode(pod, cluster)
    const remedy = nodeAdvice(pod, verdicts, connector, ['--resource-group', cluster.resourceGroup, '--name', cluster.name])
    if (coming !== undefined) return {verdict: 'warning', message: `${why} It has to wait until a node comes: ${coming}.`, remedy}
    if (keepsPod) return {verdict: 'warning', message: `${why} Its pod runs, but would not start again.`, remedy}
    return {verdict: 'problem', message: why, remedy}
  },
})

export const podScheduled = connectorRule({
  id: 'pod-scheduled',
  explainedBy: [whenChanged(['Deployment'], /nodeSelector|affinity|tolerations|resources/)],
  category: 'connector',
  title: "The connector's pod is assigned to a node",
  page: {
    symptom: 'The pod of the connector is `Pending`, with `FailedScheduling` in its events.',
    cause,
    fix,
  },
  needs: ['pods', 'nodes', 'deployments'],
  check(connector, {pods, nodes, deployments}) {
    const pod = pods.filter(isLive).find(one => refusalOfScheduler(one) !== undefined)
    if (pod === undefined) return {verdict: 'ok', message: pods.length === 0 ? 'The connector has no pod' : 'No pod waits for a node'}
    const {message, reason = 'it gave no reason'} = refusalOfScheduler(pod) ?? {}
    const spec = {...pod.spec, ...templateOf(deployments[0])}
    const verdicts = nodeVerdicts(spec, nodes)
    // A node without obstacles has no room: only kube-scheduler knows that.
    const isPlain = verdicts.length > 0 && verdicts.every(({obstacles}) => obstacles.length > 0)
    return {
      verdict: 'problem',
      message: `The scheduler found no node for the pod ${pod.metadata.name}: ${withFullStop(message ?? reason)}${isPlain ? ` The nodes have: ${inWords(verdicts)}.` : ''}`,
      remedy: nodeAdvice(spec, verdicts, connector, connector.clusterOptions),
    }
  },
})
