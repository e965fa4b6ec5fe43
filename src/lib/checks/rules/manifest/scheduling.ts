import {kubectl} from '../../../printed-commands/printed-command.ts'
import type {Flaw} from '../../manifest/flaw.ts'
import {manifestRule} from '../../manifest/manifest-rule.ts'
import {canHave, hostname, isOnAll, requirementText, unmet} from '../../manifest/node-labels.ts'
import {allContainers} from '../../manifest/pod-spec.ts'
import {isGpu, requestsOf} from '../../manifest/resources.ts'
import {sharesNodeWithItself} from '../../manifest/spreading.ts'
import type {Workload} from '../../manifest/workload.ts'

const oneLabel = 'Remove it. Virtual nodes have the labels type, kubernetes.io/role, kubernetes.io/os and kubernetes.io/hostname.'

export const nodeLabelsKnown = manifestRule({
  id: 'node-labels-known',
  title: 'Virtual nodes have the labels that the pods require',
  page: {
    symptom: "Pods stay `Pending`. Their events say that nodes `didn't match Pod's node affinity/selector`.",
    cause:
      'A virtual node is not a machine. It has no `kubernetes.io/arch`, no zone and region, no instance type and no agent pool among its labels. It has `type`, `kubernetes.io/role`, `kubernetes.io/os` and `kubernetes.io/hostname`.',
    fix: 'Remove such labels from `nodeSelector` and from the required node affinity. ACI runs x64 images only, so no selector of the architecture is needed.',
  },
  after: ['pod-placement'],
  well: 'Virtual nodes have the required labels',
  find: ({workload: {pod, lineOf}}) =>
    unmet(pod)
      // The checks pod-selector and os-selector are about these.
      .filter(({key}) => !['type', 'kubernetes.io/os', 'beta.kubernetes.io/os'].includes(key))
      .map(requirement => {
        const {key, holder} = requirement
        const line = lineOf(holder, holder === pod.nodeSelector ? key : undefined)
        if (canHave(key) && !isOnAll(key)) {
          return {
            verdict: 'warning' as const,
            message: `The pods require ${requirementText(requirement)}. Virtual nodes have this label only if you add it.`,
            line,
            remedy: [`Remove ${key}, or add the label to the virtual nodes:`, kubectl`label node NODE ${key}=VALUE`],
          }
        }
        return {
          message: `The pods require ${requirementText(requirement)}, which no virtual node has. They stay Pending.`,
          line,
          remedy: oneLabel,
        }
      }),
})

export const podSpreading = manifestRule({
  id: 'pod-spreading',
  title: 'Virtual nodes can meet the spreading of the pods',
  page: {
    symptom:
      "Pods stay `Pending`. Their events say `didn't match pod topology spread constraints` or `didn't match pod anti-affinity rules`.",
    cause:
      'All pods of a connector are on one virtual node. With a required anti-affinity by `kubernetes.io/hostname`, only one of them gets a place, and a rolling update waits forever. By a zone, they find none, because virtual nodes have no label of a zone.',
    fix: 'Remove the rule, or use `preferredDuringSchedulingIgnoredDuringExecution` and `whenUnsatisfiable: ScheduleAnyway`. Each pod has its own container group, so pods on a virtual node do not share a machine.',
  },
  after: ['pod-placement'],
  well: 'Nothing spreads the pods over nodes',
  find: ({workload}) => [...constraints(workload), ...antiAffinity(workload), ...affinity(workload)],
})

function constraints({pod, lineOf}: Workload): readonly Flaw[] {
  return (pod.topologySpreadConstraints ?? []).flatMap(constraint => {
    const {topologyKey = '', whenUnsatisfiable = 'DoNotSchedule', minDomains = 1} = constraint
    if (whenUnsatisfiable !== 'DoNotSchedule') return []
    const line = lineOf(constraint)
    const remedy = 'Remove the constraint, or set whenUnsatisfiable: ScheduleAnyway'
    if (!isOnAll(topologyKey)) {
      const message = `The pods must be spread by ${topologyKey}, a label that virtual nodes do not have. They stay Pending.`
      return [{message, line, remedy, ...(canHave(topologyKey) && {verdict: 'warning' as const})}]
    }
    return minDomains > 1
      ? [
          {
            message: `The pods must be spread over ${minDomains} nodes (minDomains), but a connector has only one virtual node for them.`,
            line,
            remedy,
          },
        ]
      : []
  })
}

function antiAffinity(workload: Workload): readonly Flaw[] {
  const {pod, replicas, overlaps, lineOf} = workload
  const terms = pod.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []
  return terms
    .filter(term => isOnAll(term.topologyKey ?? '') && sharesNodeWithItself(term, workload) && (replicas > 1 || overlaps))
    .map(term => ({
      message:
        replicas > 1
          ? `The ${replicas} pods must not share a node. A virtual node takes one of them, and the others stay Pending.`
          : 'A new pod must not share a node with the old one. A rolling update waits forever.',
      line: lineOf(term),
      remedy:
        replicas > 1
          ? 'Use preferredDuringSchedulingIgnoredDuringExecution.'
          : 'Use preferredDuringSchedulingIgnoredDuringExecution, or strategy: {type: Recreate}',
      ...(replicas > 1 ? {} : {verdict: 'warning' as const}),
    }))
}

/** Where other pods are: on a node with the same label. Virtual nodes without the label never match. */
function affinity({pod, lineOf}: Workload): readonly Flaw[] {
  const terms = pod.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []
  return terms
    .filter(({topologyKey = ''}) => !isOnAll(topologyKey))
    .map(term => ({
      message: `The pods must be near others by ${term.topologyKey ?? ''}, a label that virtual nodes do not have. They stay Pending.`,
      line: lineOf(term),
      remedy: `Use preferredDuringSchedulingIgnoredDuringExecution, or topologyKey: ${hostname}`,
    }))
}

/** What a virtual node offers (azure-aci v1.6.4, pkg/provider/vk_node.go). */
const offered: ReadonlySet<string> = new Set(['cpu', 'memory', 'pods'])

export const nodeResources = manifestRule({
  id: 'node-resources',
  title: 'Virtual nodes offer the resources that the pods request',
  page: {
    symptom: 'Pods stay `Pending`. Their events say `Insufficient ephemeral-storage`, `Insufficient nvidia.com/gpu` or the like.',
    cause: 'A virtual node offers `cpu`, `memory` and `pods`. A limit counts as a request if there is no request.',
    fix: 'Remove other resources from `requests` and `limits`. ACI gives each container group some disk space, which cannot be requested.',
  },
  well: 'The pods request cpu and memory only',
  find: ({workload: {pod, lineOf}}) =>
    allContainers(pod).flatMap(({container, label}) => {
      const {requests = {}, limits = {}} = container.resources ?? {}
      const asked = requestsOf(container)
      return (
        Object.keys(asked)
          // The check no-gpu is about GPUs.
          .filter(key => !offered.has(key) && !isGpu(key) && !/^0+[a-zA-Z]*$/.test(asked[key] ?? '0'))
          .map(key => ({
            message: `${label} requests ${key}, which virtual nodes do not offer. The pods stay Pending.`,
            line: lineOf(Object.hasOwn(requests, key) ? requests : limits, key),
            remedy: `Remove ${key} from requests and limits.`,
          }))
      )
    }),
})
