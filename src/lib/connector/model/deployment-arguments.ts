import type {DeploymentObject, NodeObject, ObjectRef} from '../../kubernetes/objects.ts'
import type {OsType} from './names.ts'

/** The value of a flag on the provider's command line. Some charts write `--nodename x`, others `--nodename=x`. */
export function flagOf(deployment: DeploymentObject | undefined, flag: string): string | undefined {
  const args = deployment?.spec?.template?.spec?.containers?.flatMap(container => container.args ?? []) ?? []
  const index = args.findLastIndex(text => text === flag || text.startsWith(`${flag}=`))
  const found = args[index]
  if (found === undefined) return undefined
  return found === flag ? args[index + 1] : found.slice(flag.length + 1)
}

export function nodeArgument(deployment: DeploymentObject | undefined): string | undefined {
  return flagOf(deployment, '--nodename')
}

export function osArgument(deployment: DeploymentObject | undefined): OsType {
  return flagOf(deployment, '--os')?.toLowerCase() === 'windows' ? 'Windows' : 'Linux'
}

export function environmentOf(deployment: DeploymentObject | undefined, name: string): string | undefined {
  return variablesOf(deployment).find(variable => variable.name === name)?.value
}

type Template = NonNullable<NonNullable<DeploymentObject['spec']>['template']>
type Container = NonNullable<NonNullable<Template['spec']>['containers']>[number]

/** The environment variables of all containers. */
export function variablesOf(deployment: DeploymentObject | undefined): NonNullable<Container['env']> {
  return deployment?.spec?.template?.spec?.containers?.flatMap(({env = []}) => env) ?? []
}

/** The image of the provider. */
export function imageOf(deployment: DeploymentObject | undefined): string | undefined {
  return deployment?.spec?.template?.spec?.containers?.[0]?.image
}

/** The service account that the connector runs as. */
export function serviceAccountOf(
  deployment: DeploymentObject | undefined,
): {readonly namespace: string; readonly name: string} | undefined {
  const {metadata, spec} = deployment ?? {}
  if (metadata === undefined) return undefined
  return {namespace: metadata.namespace ?? 'default', name: spec?.template?.spec?.serviceAccountName ?? 'default'}
}

/** A pod with its command line. PodObject has none, because facts do not contain the arguments of other people's pods, which may be secret. */
interface PodWithArguments {
  readonly spec?: {readonly containers?: readonly {readonly name: string; readonly args?: readonly string[]}[]}
}

/** Whether a pod runs the connector of this node. Labels differ between charts, but every chart names the node on the command line. */
export function runsConnectorOf(pod: PodWithArguments, nodeName: string): boolean {
  return pod.spec?.containers?.some(({args = []}) => args.includes(nodeName) || args.includes(`--nodename=${nodeName}`)) === true
}

/** The taint with which a connector registers its node, unless its Deployment asks for another (azure-aci v1.6.4, pkg/provider/vk_node.go). */
export const virtualNodeTaint = {key: 'virtual-kubelet.io/provider', value: 'azure', effect: 'NoSchedule'}

/** The taint that the provider gives its node; undefined if an argument switches it off (azure-aci v1.6.4, cmd/virtual-kubelet). */
export function taintArgument(
  deployment: DeploymentObject | undefined,
): NonNullable<NonNullable<NodeObject['spec']>['taints']>[number] | undefined {
  const args = deployment?.spec?.template?.spec?.containers?.flatMap(container => container.args ?? []) ?? []
  if (args.some(text => text === '--disable-taint' || text === '--disable-taint=true')) return undefined
  return {
    key: environmentOf(deployment, 'VKUBELET_TAINT_KEY') ?? virtualNodeTaint.key,
    value: environmentOf(deployment, 'VKUBELET_TAINT_VALUE') ?? virtualNodeTaint.value,
    effect: environmentOf(deployment, 'VKUBELET_TAINT_EFFECT') ?? virtualNodeTaint.effect,
  }
}

/** The objects without which a pod of the Deployment does not start: its service account, and the Secrets and ConfigMaps that it mounts or reads. */
export function referencesOf({metadata: {namespace = 'default'}, spec}: DeploymentObject): readonly ObjectRef[] {
  const {serviceAccountName = 'default', volumes = [], containers = []} = spec?.template?.spec ?? {}
  const secrets = [
    ...volumes.flatMap(({secret}) => (secret?.optional === true ? [] : (secret?.secretName ?? []))),
    ...containers.flatMap(({env = []}) =>
      env.flatMap(({valueFrom: {secretKeyRef: ref} = {}}) => (ref?.optional === true ? [] : (ref?.name ?? []))),
    ),
  ]
  const configMaps = volumes.flatMap(({configMap}) => (configMap?.optional === true ? [] : (configMap?.name ?? [])))
  const refs = (kind: string, names: readonly string[]): readonly ObjectRef[] =>
    [...new Set(names)].map(name => ({apiVersion: 'v1', kind, name, namespace}))
  return [...refs('ServiceAccount', [serviceAccountName]), ...refs('Secret', secrets), ...refs('ConfigMap', configMaps)]
}
