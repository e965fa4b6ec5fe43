import type {PlacementSpec} from '../../../kubernetes/kinds/pod-placement.ts'
import type {NodeObject, PodObject} from '../../../kubernetes/objects.ts'
import {obstacles, type Obstacle} from './obstacles.ts'
import {shortages} from './requests.ts'
import {defaultScheduler} from './scheduling.ts'

/** What keeps a pod from a virtual node, or may keep it, and what helps. */
export interface PendingReason {
  /** A clause without a period; undefined if only kube-scheduler knows whether this is why. */
  readonly why?: string
  /** Whole sentences, in the imperative. */
  readonly help: string
}

const compare = 'Compare the pod with the output of vkctl sample.'

/** What keeps a pod from this virtual node, by the fields of the pod and of the node. */
export function pendingReasons(pod: PodObject, node: NodeObject): readonly PendingReason[] {
  const spec = pod.spec ?? {}
  const lacking = shortages(spec, node).map(({why, resource, offered}) => ({
    why,
    help: offered
      ? `Lower the request for ${resource}, or raise what the node shows (quota of the chart) in the --set-values file of its connector.`
      : `Remove ${resource} from requests and limits: virtual nodes offer cpu, memory and pods.`,
  }))
  return [
    ...schedulingReasons(spec),
    ...obstacles(spec, node).map(withHelp(node)),
    ...lacking,
    ...otherPodReasons(spec, node),
    ...volumeReasons(pod),
  ]
}

function withHelp({metadata: {name}}: NodeObject): (obstacle: Obstacle) => PendingReason {
  return ({kind, why}) => ({why, help: kind === 'state' ? `The findings about the node ${name} say what to do.` : compare})
}

/** Why kube-scheduler does not look at the pod. */
function schedulingReasons({
  schedulingGates = [],
  schedulerName = defaultScheduler,
  resourceClaims = [],
}: PlacementSpec): readonly PendingReason[] {
  const gates = schedulingGates.map(({name}) => name).join(', ')
  return [
    ...(gates === ''
      ? []
      : [{why: `it has the scheduling gate ${gates}`, help: 'The program that set the gate has to remove it from spec.schedulingGates.'}]),
    ...(schedulerName === defaultScheduler
      ? []
      : [
          {
            why: `it waits for the scheduler ${schedulerName}`,
            help: `Check that the scheduler ${schedulerName} runs and knows virtual nodes, or remove schedulerName.`,
          },
        ]),
    ...(resourceClaims.length === 0
      ? []
      : [{why: 'it claims devices (resourceClaims), which virtual nodes do not have', help: 'Remove resourceClaims.'}]),
  ]
}

/** The rules about other pods. A virtual node counts as one node, however many pods it takes. */
function otherPodReasons({affinity, topologySpreadConstraints = []}: PlacementSpec, {metadata}: NodeObject): readonly PendingReason[] {
  const {name, labels = {}} = metadata
  const lacks = (key: string): {readonly why?: string} => (Object.hasOwn(labels, key) ? {} : {why: `${name} lacks the label ${key}`})
  const apart = affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []
  const near = affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []
  return [
    // A node without the label does not count as the same place.
    ...apart
      .filter(({topologyKey}) => Object.hasOwn(labels, topologyKey))
      .map(({topologyKey}) => ({
        help: `Make the pod anti-affinity by ${topologyKey} preferred instead of required: a virtual node counts as one node for all its pods.`,
      })),
    ...near.map(({topologyKey}) => ({
      ...lacks(topologyKey),
      help: `Remove the pod affinity by ${topologyKey}, or make it preferred instead of required.`,
    })),
    ...topologySpreadConstraints
      .filter(({whenUnsatisfiable}) => whenUnsatisfiable === 'DoNotSchedule')
      .map(({topologyKey}) => ({
        ...lacks(topologyKey),
        help: `Set whenUnsatisfiable: ScheduleAnyway for the spreading by ${topologyKey}: a virtual node counts as one node for all its pods.`,
      })),
  ]
}

/** ACI mounts no volumes of the cluster and opens no ports of nodes. */
function volumeReasons({spec: {volumes = [], containers = []} = {}}: PodObject): readonly PendingReason[] {
  const claims = volumes.flatMap(({name, persistentVolumeClaim, ephemeral}) =>
    persistentVolumeClaim === undefined && ephemeral === undefined ? [] : [persistentVolumeClaim?.claimName ?? name],
  )
  const hasHostPort = containers.some(({ports = []}) => ports.some(({hostPort = 0}) => hostPort > 0))
  return [
    ...claims.map(claim => ({
      help: `Replace the claim ${claim} with a volume of type azureFile: virtual nodes mount no persistent volumes.`,
    })),
    ...(hasHostPort ? [{help: 'Remove hostPort: only one pod of a virtual node can have it.'}] : []),
  ]
}
