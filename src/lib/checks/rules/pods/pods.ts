import {installAgain, removal} from '../../wording/install-again.ts'
import {az, kubectl} from '../../../printed-commands/printed-command.ts'
import type {ContainerGroup} from '../../../azure/azure.ts'
import {environmentOf} from '../../../connector/model/deployment-arguments.ts'
import type {PodObject} from '../../../kubernetes/objects.ts'
import {connectorRule} from '../../facts/connector-values.ts'
import {isDaemonPodOfEveryNode, isLive, isReady, placedAt, isRefused} from '../../facts/pod-state.ts'
import {askWhy} from '../../wording/ask-why.ts'
import {podName, podsAre} from '../../wording/pod-list.ts'
import {someOf} from '../../wording/some-of.ts'

/** After the grace period, a connector needs some seconds to delete the container group. */
const allowedMs = 60_000

export const podsEnding = connectorRule({
  id: 'pods-ending',
  explainedBy: ['pod-ready', 'node-ready', 'group-open', 'group-unlocked', 'not-denied', 'role-assigned'],
  category: 'pods',
  title: 'Deleted pods disappear',
  page: {
    symptom: 'Pods on the virtual node stay `Terminating`.',
    cause:
      'Only the connector can end the pods of its node. The connector is not running, was removed before its pods, or may not delete container groups in Azure.',
    fix: 'Restore the connector. If you no longer need it, run `vkctl remove-connector`, which also deletes the pods and the container groups. Do not rely on `kubectl delete pod --force`: it deletes only the pod, and the container group continues to cost money.',
  },
  needs: ['podsOnNode', 'pods'],
  check(connector, {podsOnNode, pods}) {
    const {now} = connector
    // deletionTimestamp is the end of the grace period.
    const stuck = podsOnNode.filter(
      ({metadata: {deletionTimestamp: end}}) => end !== undefined && now.getTime() - Date.parse(end) > allowedMs,
    )
    const [first] = stuck
    if (first === undefined) return {verdict: 'ok', message: 'No pod is stuck in Terminating'}
    const what = `${podsAre(stuck)} still Terminating after the grace period.`
    if (!pods.some(isReady)) {
      return {
        verdict: 'problem',
        message: `${what} No pod of the connector is ready, and only the connector can end them.`,
        remedy: ['Repair the connector:', installAgain(connector), 'Or remove it, if you no longer need it:', removal(connector)],
      }
    }
    return {verdict: 'warning', message: what, remedy: askWhy(first)}
  },
})

const minuteMs = 60_000
/** Minutes. A shorter wait is not reported. */
const soon = 5
/** Minutes. A longer wait is a problem. */
const usual = 20

export const podPulling = connectorRule({
  id: 'pod-pulling',
  category: 'pods',
  title: 'Windows pods start within the usual time',
  page: {
    symptom: 'A Windows pod is `Pending` on the virtual node for many minutes, and nothing says why.',
    cause:
      'ACI pulls the image. A Windows Server Core image is 4 to 5 GB large, which takes 10 to 15 minutes. The provider reports nothing until the image is there.',
    fix: 'Wait up to 20 minutes, and use longer timeouts in programs that wait for the pod. `az container show` shows the progress. Nano Server images are much smaller.',
  },
  needs: ['podsOnNode'],
  check({osType, now, aciResourceGroup}, {podsOnNode}) {
    if (osType !== 'Windows') return {verdict: 'skipped', message: 'This check is for Windows pods only'}
    const waiting = podsOnNode.flatMap(pod => {
      const minutes = (now.getTime() - placedAt(pod)) / minuteMs
      const isPulling =
        pod.status?.phase === 'Pending' && pod.metadata.deletionTimestamp === undefined && !isRefused(pod) && !isDaemonPodOfEveryNode(pod)
      return isPulling && minutes > soon ? [{pod, minutes}] : []
    })
    const [first] = waiting
    if (first === undefined) return {verdict: 'ok', message: 'No Windows pod has been Pending for long'}
    const longest = Math.floor(Math.max(...waiting.map(({minutes}) => minutes)))
    const {name, namespace = 'default'} = first.pod.metadata
    return {
      verdict: longest > usual ? 'problem' : 'warning',
      message: `${podsAre(waiting.map(({pod}) => pod))} still Pending after ${waiting.length === 1 ? '' : 'up to '}${longest} min. Pulling a Windows image takes up to ${usual} min.`,
      remedy: az`container show --resource-group ${aciResourceGroup} --name ${namespace}-${name} --query containers[].instanceView.events`,
    }
  },
})

export const podAddress = connectorRule({
  id: 'pod-address',
  category: 'pods',
  title: 'Running Windows pods have a container group',
  page: {
    symptom: '`kubectl get pods -o wide` shows no IP address for Windows pods on the virtual node, and Services do not find them.',
    cause:
      'The provider does not report the IP addresses of Windows pods, although their container groups have one. A running pod without a container group has lost it.',
    fix: 'Read the address with `az container show` or in the message of this check. If a pod has lost its container group, delete the pod and create it again.',
  },
  needs: ['podsOnNode', 'containerGroups'],
  check({osType}, {podsOnNode, containerGroups}) {
    if (osType !== 'Windows') return {verdict: 'skipped', message: 'This check is for Windows pods only'}
    const running = podsOnNode.filter(({metadata, status}) => metadata.deletionTimestamp === undefined && status?.phase === 'Running')
    const lost = running.filter(pod => containerGroupOf(pod, containerGroups) === undefined)
    const [first] = lost
    if (first !== undefined) {
      const {name, namespace = 'default'} = first.metadata
      return {
        verdict: 'warning',
        message: `${podsAre(lost)} Running in Kubernetes, but without a container group in Azure.`,
        remedy: kubectl`delete pod ${name} --namespace ${namespace}`,
      }
    }
    const hidden = running.filter(({status}) => status?.podIP === undefined || status.podIP === '')
    if (hidden.length === 0) return {verdict: 'ok', message: 'Every running Windows pod shows its address'}
    const addresses = hidden.map(pod => `${podName(pod)} ${containerGroupOf(pod, containerGroups)?.ip ?? 'none'}`)
    return {verdict: 'ok', message: `Kubernetes never shows the addresses of Windows pods. In Azure they are: ${someOf(addresses, 3)}`}
  },
})

function containerGroupOf({metadata}: PodObject, containerGroups: readonly ContainerGroup[]): ContainerGroup | undefined {
  return containerGroups.find(({tags}) => tags['UID'] === metadata.uid)
}

export const podToken = connectorRule({
  id: 'pod-token',
  category: 'pods',
  title: 'No pod needs a service account token that ACI does not provide',
  page: {
    symptom:
      'A program in a pod on the virtual node does not find `/var/run/secrets/kubernetes.io/serviceaccount/token`, or the pod fails with `DuplicateVolumes`.',
    cause:
      'The provider supports only service account tokens in Secrets. Since version 1.24, Kubernetes does not create such Secrets, so Linux pods get the CA but no token. Windows pods get neither.',
    fix: 'Set `automountServiceAccountToken: false` in pods that do not call the API server. For other pods, create a Secret of type `kubernetes.io/service-account-token`.',
  },
  needs: ['podsOnNode'],
  check(_, {podsOnNode}) {
    const found = podsOnNode.filter(pod => isLive(pod) && wantsToken(pod))
    if (found.length === 0) return {verdict: 'ok', message: 'No pod uses a projected token of its own service account'}
    return {
      verdict: 'warning',
      message: `${podsAre(found)} configured with a service account whose token ACI does not provide.`,
      remedy:
        'Set automountServiceAccountToken: false, or create a Secret of type kubernetes.io/service-account-token for the service account.',
    }
  },
})

/** The default service account is left out: it has no permissions, so its token is rarely used. */
function wantsToken({spec: {serviceAccountName = 'default', volumes = []} = {}}: PodObject): boolean {
  const sources = volumes.flatMap(({projected}) => projected?.sources ?? [])
  return serviceAccountName !== 'default' && sources.some(({serviceAccountToken}) => serviceAccountToken !== undefined)
}

const variable = 'ENABLE_REAL_TIME_METRICS'

export const podMetrics = connectorRule({
  id: 'pod-metrics',
  category: 'pods',
  title: 'Pod metrics are turned on',
  page: {
    symptom: '`kubectl top` shows nothing for pods on the virtual node, and autoscalers show `<unknown>`.',
    cause:
      'ACI provides metrics only for Linux container groups on a subnet that have its metrics extension. One running pod without the extension hides the metrics of all others.',
    fix: 'Use a subnet for Linux pods and turn metrics on (`vnet.realTimeMetrics` of the chart). Create earlier pods again. There are no metrics for Windows pods or for pods without a subnet. A metrics-server that calls the port of the connector with a token gets no metrics: [the page of the chart](../charts/aci-connector/README.md#the-port) says how to read them.',
  },
  needs: ['network', 'deployments'],
  check(connector, {network, deployments: [deployment]}) {
    const {osType} = connector
    const limit = 'kubectl top and autoscalers show nothing'
    if (osType === 'Windows') return {verdict: 'skipped', message: `ACI provides no metrics for Windows pods; ${limit}`}
    if (network === undefined) return {verdict: 'skipped', message: `ACI provides no metrics for pods without a subnet; ${limit}`}
    if (deployment === undefined) return {verdict: 'skipped', message: 'The connector has no Deployment'}
    if (environmentOf(deployment, variable) === 'true') return {verdict: 'ok', message: 'Metrics are on'}
    return {
      verdict: 'warning',
      message: `The Deployment ${deployment.metadata.name} does not set ${variable}=true. For its pods, ${limit}.`,
      remedy: ['Use a file with vnet.realTimeMetrics: true:', installAgain(connector, '--set-values', 'FILE')],
    }
  },
})
