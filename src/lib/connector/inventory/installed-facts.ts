import type {ConnectorFacts} from '../../checks/facts/connector-values.ts'
import {known, unknown, type Fact, type Unknown} from '../../checks/engine/fact.ts'
import {kubeObjectInWords} from '../../kubernetes/kinds/object-in-words.ts'
import {named, ofKind, type DeploymentObject, type PodObject} from '../../kubernetes/objects.ts'
import type {Reading} from '../../kubernetes/read.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import {objectsIn, runs, type Candidate, type Readings} from './candidate.ts'
import {connectorWorkloads} from './origin/connector-workloads.ts'
import {nodeArgument, runsConnectorOf} from '../model/deployment-arguments.ts'
import {missingReferences} from './references.ts'
import {registeredNodes, runsVirtualNodes2} from './origin/virtual-kubelet.ts'

/** Completes "Could not …". */
export const doing = 'read the installed connectors'

/** The facts of a connector, from what was read of all. */
export function factsOf(
  candidate: Candidate,
  all: readonly Candidate[],
  {own, workloads, pods, nodes, releases}: Readings,
  byName: Fact<Reading>,
): ConnectorFacts {
  const {release, namespace, nodeName, origin} = candidate
  const running = connectorWorkloads(workloads)
  const ours = workloadsOf(running, candidate)
  const [workload] = ours
  // A pod can be in several readings.
  const read = [own, pods, workloads].flatMap(reading => ofKind(objectsIn(reading), 'Pod'))
  const allPods = [...new Map(read.map(pod => [kubeObjectInWords(pod), pod])).values()]
  return {
    helm: releases.known ? known(releases.value.find(found => found.name === release && found.namespace === namespace)) : releases,
    deployments:
      whyUnread(workloads, 'Deployment') ??
      // A connector of vkctl, az or azure-aci has a Deployment, so it does not depend on other kinds.
      (origin === 'unknown' ? unreadKind(workloads, ['StatefulSet', 'DaemonSet', 'Pod']) : undefined) ??
      known(ours),
    pods: whyUnread(own, 'Pod') ?? whyUnread(pods, 'Pod') ?? known(allPods.filter(pod => isPodOf(pod, workload, nodeName))),
    node: whyUnread(nodes, 'Node') ?? whyUnread(byName, 'Node') ?? known(named(objectsIn(byName), 'Node', nodeName)),
    lease: whyUnread(byName, 'Lease') ?? known(named(objectsIn(byName), 'Lease', nodeName)),
    missingReferences: missingReferences(workload, byName),
    // Only workloads count: anybody can write a record that names this node.
    rivals: known(
      running
        .filter(object => registeredNodes(object).includes(nodeName) && !ours.includes(object))
        .map(object =>
          rivalName(
            object,
            all.find(other => other !== candidate && runs(object, other)),
          ),
        ),
    ),
  }
}

/** Anybody can write annotations that name a release. Who writes in its namespace is believed more than others. */
function workloadsOf(running: readonly DeploymentObject[], candidate: Candidate): readonly DeploymentObject[] {
  const claimed = running.filter(object => runs(object, candidate))
  const inside = claimed.filter(({metadata}) => metadata.namespace === candidate.namespace)
  return inside.length > 0 ? inside : claimed
}

/** A pod names its node in its arguments, or with Virtual Nodes v2 by its own name; a connector without an argument has what its workload selects. */
function isPodOf(pod: PodObject, workload: DeploymentObject | undefined, nodeName: string): boolean {
  if (runsConnectorOf(pod, nodeName)) return true
  if (workload === undefined || pod.metadata.namespace !== workload.metadata.namespace) return false
  if (runsVirtualNodes2(workload)) return pod.metadata.name === nodeName
  if (workload.kind === 'Pod') return pod.metadata.name === workload.metadata.name
  const selected = Object.entries(workload.spec?.selector?.matchLabels ?? {})
  return (
    nodeArgument(workload) !== nodeName && selected.length > 0 && selected.every(([key, value]) => pod.metadata.labels?.[key] === value)
  )
}

function rivalName({kind = '', metadata}: DeploymentObject, other: Candidate | undefined): string {
  return other === undefined ? `${kind} ${metadata.namespace}/${metadata.name}` : `${other.namespace}/${other.release}`
}

function unreadKind(fact: Fact<Reading>, kinds: readonly string[]): Unknown | undefined {
  return kinds.map(kind => whyUnread(fact, kind)).find(reason => reason !== undefined)
}

/** An unknown fact with the reason if a kind could not be read; undefined if it could. */
export function whyUnread(fact: Fact<Reading>, kind: string): Unknown | undefined {
  if (!fact.known) return fact
  const unread = fact.value.unread.find(one => one.kind === kind)
  return unread === undefined ? undefined : unknown(unread.reason, unreadError(doing, [unread]))
}
