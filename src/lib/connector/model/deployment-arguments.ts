import type {DeploymentObject, PodObject} from '../../kubernetes/objects.ts'
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
  return deployment?.spec?.template?.spec?.containers?.flatMap(container => container.env ?? []).find(variable => variable.name === name)
    ?.value
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

/** Whether a pod runs the connector of this node. Labels differ between charts, but every chart names the node on the command line. */
export function runsConnectorOf(pod: PodObject, nodeName: string): boolean {
  return pod.spec?.containers?.some(({args = []}) => args.includes(nodeName) || args.includes(`--nodename=${nodeName}`)) === true
}
