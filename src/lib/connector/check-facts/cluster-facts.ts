import type {ClusterValues} from '../../checks/cluster-values.ts'
import {factOf, mapFact, type Fact} from '../../checks/fact.ts'
import {kubectlError} from '../../kube/kubectl-errors.ts'
import {named, ofKind, type KubeObject} from '../../kube/objects.ts'
import {listObjects, readObjects, type Reading} from '../../kube/read.ts'
import type {ClusterSession} from '../cluster-access.ts'
import {clientCaOf, clientCaRef} from '../client-ca.ts'
import type {Host} from '../host.ts'
import {chartName} from '../labels.ts'

/** What validate reads of the cluster beside the connectors. */
export interface ClusterReadings extends Pick<Facts, 'virtualNodes' | 'pendingPods' | 'namespaces' | 'clientCa'> {
  /** Every namespace. */
  readonly namespaceObjects: Fact<readonly KubeObject[]>
  /** The Secrets of connectors that vkctl installed. */
  readonly secrets: Fact<readonly KubeObject[]>
}

type Facts = {readonly [Name in keyof ClusterValues]: Fact<ClusterValues[Name]>}

/** Reads side by side what checks of any connector need. */
export async function readClusterFacts({signal}: Pick<Host, 'signal'>, {kubectl}: ClusterSession): Promise<ClusterReadings> {
  const whole = (reading: Promise<Reading>): Promise<Fact<readonly KubeObject[]>> => factOf(wholly(reading), signal)
  const [nodes, pending, namespaces, secrets, authentication] = await Promise.all([
    whole(listObjects(kubectl, {kinds: ['nodes'], labels: 'type=virtual-kubelet'})),
    whole(listObjects(kubectl, {kinds: ['pods'], fields: 'spec.nodeName=,status.phase=Pending'})),
    whole(listObjects(kubectl, {kinds: ['namespaces']})),
    whole(listObjects(kubectl, {kinds: ['secrets'], labels: `app.kubernetes.io/name=${chartName}`})),
    whole(readObjects(kubectl, [clientCaRef])),
  ])
  return {
    virtualNodes: mapFact(nodes, objects => ofKind(objects, 'Node')),
    pendingPods: mapFact(pending, objects => ofKind(objects, 'Pod')),
    namespaces: mapFact(namespaces, objects => objects.map(({metadata}) => metadata.name)),
    namespaceObjects: namespaces,
    secrets,
    clientCa: mapFact(authentication, clientCaOf),
  }
}

/** Something that could not be read makes the whole reading fail. */
export async function wholly(reading: Promise<Reading>): Promise<readonly KubeObject[]> {
  const {objects, unreadable} = await reading
  if (unreadable.length > 0) throw kubectlError('read the cluster', unreadable.join('\n'), 1)
  return objects
}

export function secretOf(secrets: Fact<readonly KubeObject[]>, release: string, namespace: string) {
  return mapFact(secrets, objects =>
    named(
      objects.filter(({metadata}) => metadata.namespace === namespace),
      'Secret',
      release,
    ),
  )
}
