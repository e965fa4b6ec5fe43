import {isNotFound, type ClusterClient} from '../client/cluster-client.ts'
import type {ConfigMap, Secret} from '../client/cluster-objects.ts'
import type {Container, EnvVar, Pod} from '../client/pod-objects.ts'
import {StartError} from './image-pull.ts'

export interface PodPlace {
  readonly podIP: string
  readonly hostIP: string
  readonly nodeName: string
}

/** The value of a downward API field, such as `metadata.name` or `metadata.labels['app']`. */
export function fieldOf(pod: Pod, path: string, {podIP, hostIP, nodeName}: PodPlace): string {
  const keyed = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path)
  if (keyed) return pod.metadata[keyed[1] as 'labels' | 'annotations']?.[keyed[2] ?? ''] ?? ''
  const fields: Record<string, string | undefined> = {
    'metadata.name': pod.metadata.name,
    'metadata.namespace': pod.metadata.namespace,
    'metadata.uid': pod.metadata.uid,
    'spec.nodeName': nodeName,
    'spec.serviceAccountName': pod.spec.serviceAccountName ?? 'default',
    'status.podIP': podIP,
    'status.podIPs': podIP,
    'status.hostIP': hostIP,
    'status.hostIPs': hostIP,
  }
  const value = fields[path]
  if (value === undefined) throw new StartError('CreateContainerConfigError', `unsupported fieldPath: ${path}`)
  return value
}

/** Replaces `$(NAME)` by variables that are known; `$$(NAME)` is a literal. */
export const expand = (text: string, env: Readonly<Record<string, string>>): string =>
  text.replace(/\$\$|\$\(([^)]+)\)/g, (match, name: string | undefined) => (name === undefined ? '$' : (env[name] ?? match)))

async function read<T>(
  client: ClusterClient,
  kind: 'secret' | 'configmap',
  namespace: string,
  name: string,
  optional: boolean | undefined,
): Promise<T | undefined> {
  try {
    return await client.get<T>(`/api/v1/namespaces/${namespace}/${kind}s/${name}`)
  } catch (error) {
    if (!isNotFound(error)) throw new StartError('CreateContainerConfigError', (error as Error).message)
    if (optional === true) return undefined
    throw new StartError('CreateContainerConfigError', `${kind} "${name}" not found`)
  }
}

const decoded = (secret: Secret | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(secret?.data ?? {}).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]))

async function valueOf(client: ClusterClient, pod: Pod, {valueFrom}: EnvVar, place: PodPlace): Promise<string | undefined> {
  const namespace = pod.metadata.namespace ?? 'default'
  if (valueFrom?.fieldRef) return fieldOf(pod, valueFrom.fieldRef.fieldPath, place)
  const ref = valueFrom?.secretKeyRef ?? valueFrom?.configMapKeyRef
  if (ref === undefined) return ''
  const secret = valueFrom?.secretKeyRef !== undefined
  const data = secret
    ? decoded(await read<Secret>(client, 'secret', namespace, ref.name, ref.optional))
    : ((await read<ConfigMap>(client, 'configmap', namespace, ref.name, ref.optional))?.data ?? {})
  const value = data[ref.key]
  if (value === undefined && ref.optional !== true) {
    throw new StartError(
      'CreateContainerConfigError',
      `couldn't find key ${ref.key} in ${secret ? 'Secret' : 'ConfigMap'} ${namespace}/${ref.name}`,
    )
  }
  return value
}

async function wholeSource(
  client: ClusterClient,
  namespace: string,
  {secretRef, configMapRef}: NonNullable<Container['envFrom']>[number],
): Promise<Record<string, string>> {
  if (secretRef) return decoded(await read<Secret>(client, 'secret', namespace, secretRef.name, secretRef.optional))
  if (configMapRef) return (await read<ConfigMap>(client, 'configmap', namespace, configMapRef.name, configMapRef.optional))?.data ?? {}
  return {}
}

/** The environment of a container, as the kubelet creates it. `apiServer` stands for the service `kubernetes`, which no loopback network has. */
export async function resolveEnvironment(
  client: ClusterClient,
  pod: Pod,
  container: Container,
  place: PodPlace,
  apiServer: URL,
): Promise<Record<string, string>> {
  const namespace = pod.metadata.namespace ?? 'default'
  const env: Record<string, string> = {
    HOSTNAME: pod.metadata.name,
    KUBERNETES_SERVICE_HOST: apiServer.hostname,
    KUBERNETES_SERVICE_PORT: apiServer.port || '443',
    KUBERNETES_SERVICE_PORT_HTTPS: apiServer.port || '443',
  }
  for (const source of container.envFrom ?? []) {
    for (const [key, value] of Object.entries(await wholeSource(client, namespace, source))) env[(source.prefix ?? '') + key] = value
  }
  for (const variable of container.env ?? []) {
    const value = variable.valueFrom === undefined ? expand(variable.value ?? '', env) : await valueOf(client, pod, variable, place)
    if (value !== undefined) env[variable.name] = value
  }
  return env
}
