import type {KubeObject, NodeObject} from '../../kubernetes/objects.ts'
import {readTemplate} from '../../templates/read-template.ts'
import {fillTemplate} from '../../templates/template.ts'
import type {SmokePod} from './smoke-pod.ts'

interface Sample {
  readonly spec: {readonly template: {readonly spec: Readonly<Record<string, unknown>>}}
}

/** What every pod of a run bears; `run` is the value of app.kubernetes.io/instance. */
export function smokeLabels(run: string): Readonly<Record<string, string>> {
  return {'app.kubernetes.io/managed-by': 'vkctl', 'app.kubernetes.io/component': 'smoke', 'app.kubernetes.io/instance': run}
}

/** The pod of the OS's sample (templates/samples), bare, on one node. */
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
      // Other labels have a check of their own (node-labels).
      nodeSelector: {'kubernetes.io/hostname': target.nodeName},
      tolerations: [...(spec['tolerations'] as readonly unknown[]), ...tolerations(node)],
      // The provider deletes the container group at once; for the rest of this time the Pod would only be shown.
      terminationGracePeriodSeconds: 1,
    },
  }
  return pod
}

/** Taints that tell of trouble (node.kubernetes.io/unreachable, …/unschedulable) are the scheduler's to respect. */
function tolerations(node: NodeObject | undefined): readonly unknown[] {
  return (node?.spec?.taints ?? [])
    .filter(({key}) => !key.startsWith('node.kubernetes.io/') && key !== 'virtual-kubelet.io/provider')
    .map(({key, effect}) => ({key, operator: 'Exists', effect}))
}
