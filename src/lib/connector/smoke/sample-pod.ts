import type {KubeObject, NodeObject} from '../../kubernetes/objects.ts'
import {readTemplate} from '../../templates/read-template.ts'
import {fillTemplate} from '../../templates/template.ts'
import type {SmokePod} from './smoke-pod.ts'

interface Sample {
  readonly spec: {readonly template: {readonly spec: Readonly<Record<string, unknown>>}}
}

/** The labels of every pod of a run; `run` is the value of app.kubernetes.io/instance. */
export function smokeLabels(run: string): Readonly<Record<string, string>> {
  return {'app.kubernetes.io/managed-by': 'vkctl', 'app.kubernetes.io/component': 'smoke', 'app.kubernetes.io/instance': run}
}

/** The pod of the sample Deployment for an OS (templates/samples), pinned to one node. */
export async function samplePod(
  root: string,
  run: string,
  {target, name, namespace}: SmokePod,
  node: NodeObject | undefined,
): Promise<KubeObject> {
  const template = await readTemplate(root, `samples/${target.osType.toLowerCase()}.yaml`)
  const [sample] = (await fillTemplate(template, {nodeName: target.nodeName})) as readonly Sample[]
  if (sample === undefined) throw new Error('The sample is empty.')
  const {spec} = sample.spec.template
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name, namespace, labels: smokeLabels(run)},
    spec: {
      ...spec,
      // The check node-labels covers the other labels.
      nodeSelector: {'kubernetes.io/hostname': target.nodeName},
      tolerations: [...(spec['tolerations'] as readonly unknown[]), ...tolerations(node)],
      // The provider deletes the container group at once. With a longer period, the Pod would only stay in the API.
      terminationGracePeriodSeconds: 1,
    },
  }
  return pod
}

/** Tolerates the node's own taints, but not those that report trouble (node.kubernetes.io/unreachable, …/unschedulable). */
function tolerations(node: NodeObject | undefined): readonly unknown[] {
  return (node?.spec?.taints ?? [])
    .filter(({key}) => !key.startsWith('node.kubernetes.io/') && key !== 'virtual-kubelet.io/provider')
    .map(({key, effect}) => ({key, operator: 'Exists', effect}))
}
