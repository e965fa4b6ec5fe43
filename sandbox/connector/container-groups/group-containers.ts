import type {Container, Pod, Probe} from '../../client/pod-objects.ts'
import {quantityValue} from '../../quantity.ts'
import type {ContainerGroup, GroupContainer} from './container-group-objects.ts'
import type {FlatVariable} from './pod-environment.ts'

const noArgs = 'ACI does not support providing args without specifying the command. Please supply both command and args to the pod spec.'

const argsWithoutCommand = ({command = [], args = []}: Container): boolean => command.length === 0 && args.length > 0
const hasHook = ({lifecycle}: Container): boolean =>
  [lifecycle?.preStop, lifecycle?.postStart].some(
    hook => hook?.exec !== undefined || hook?.httpGet !== undefined || hook?.tcpSocket !== undefined,
  )

function probePort(port: number | string, ports: NonNullable<Container['ports']>): number {
  if (typeof port === 'number') return port
  const found = ports.find(({name}) => name === port)?.containerPort
  if (found === undefined) throw new Error(`unable to find named port: ${port}`)
  return found
}

const probeDefaults = {initialDelaySeconds: 0, failureThreshold: 3, successThreshold: 1, timeoutSeconds: 1, periodSeconds: 10}

function groupProbe(
  {exec, httpGet, tcpSocket: _, grpc: __, terminationGracePeriodSeconds: ___, ...times}: Probe,
  ports: Container['ports'] = [],
): object {
  if (exec && httpGet) throw new Error('probe may not specify more than one of "exec" and "httpGet"')
  const rest = {...probeDefaults, ...times}
  if (exec) return {exec: {command: exec.command ?? []}, ...rest}
  if (httpGet)
    return {httpGet: {port: probePort(httpGet.port, ports), path: httpGet.path ?? '/', scheme: httpGet.scheme ?? 'HTTP'}, ...rest}
  throw new Error('probe must specify one of "exec" and "httpGet"')
}

const inCpu = (quantity: string): number => Math.floor(Math.round(quantityValue(quantity) * 1000) / 10) / 100
const inGB = (quantity: string): number => Math.floor(quantityValue(quantity) / 100_000_000) / 10

/** The API server leaves out maps that are empty. */
const given = <Value>(map: Readonly<Record<string, Value>> | undefined): typeof map =>
  Object.keys(map ?? {}).length === 0 ? undefined : map

function resourcesOf({resources}: Container, region: string): GroupContainer['properties']['resources'] {
  const requests = given(resources?.requests)
  const limits = given(resources?.limits)
  const cpu = requests?.['cpu'] === undefined ? 1 : Math.max(inCpu(requests['cpu']), 0.01)
  const memoryInGB = requests?.['memory'] === undefined ? 1.5 : Math.max(inGB(requests['memory']), 0.1)
  if (limits?.['nvidia.com/gpu'] !== undefined)
    throw new Error(`the pod requires GPU resource, but ACI doesn't provide GPU enabled container group in region ${region}`)
  return {
    requests: {cpu, memoryInGB},
    ...(limits === undefined
      ? {}
      : {
          limits: {
            cpu: limits['cpu'] === undefined ? cpu : Math.round(quantityValue(limits['cpu']) * 1000) / 1000,
            memoryInGB: limits['memory'] === undefined ? memoryInGB : inGB(limits['memory']),
          },
        }),
  }
}

const commandOf = ({command = [], args = []}: Container): string[] => [...command, ...args]
const mountsOf = ({volumeMounts = []}: Container): GroupContainer['properties']['volumeMounts'] =>
  volumeMounts.map(({name, mountPath, readOnly = false}) => ({name, mountPath, readOnly}))
// Variables without a value are dropped.
const variablesOf = (env: readonly FlatVariable[]): FlatVariable[] => env.filter(({value}) => value !== '')

/** The containers of a pod as ACI takes them, or the provider's refusal (azure-aci v1.6.4 pkg/provider/aci.go). */
export function groupContainers(
  pod: Pod,
  environment: (container: Container) => readonly FlatVariable[],
  region: string,
): GroupContainer[] {
  return pod.spec.containers.map(container => {
    if (argsWithoutCommand(container)) throw new Error(noArgs)
    if (hasHook(container)) throw new Error('ACI does not support lifecycle hooks')
    if (container.startupProbe) throw new Error('ACI does not support startupProbe')
    return {
      name: container.name,
      properties: {
        image: container.image,
        command: commandOf(container),
        ports: (container.ports ?? []).map(({containerPort, protocol}) => ({
          port: containerPort,
          protocol: protocol === 'UDP' ? 'UDP' : 'TCP',
        })),
        volumeMounts: mountsOf(container),
        environmentVariables: variablesOf(environment(container)),
        resources: resourcesOf(container, region),
        ...(container.livenessProbe ? {livenessProbe: groupProbe(container.livenessProbe, container.ports)} : {}),
        ...(container.readinessProbe ? {readinessProbe: groupProbe(container.readinessProbe, container.ports)} : {}),
      },
    }
  })
}

export function groupInitContainers(
  pod: Pod,
  environment: (container: Container) => readonly FlatVariable[],
): ContainerGroup['properties']['initContainers'] {
  return (pod.spec.initContainers ?? []).map(container => {
    const refuse = (what: string): never => {
      throw new Error(`azure container instances initContainers do not support ${what}`)
    }
    if (argsWithoutCommand(container)) throw new Error(noArgs)
    if (container.ports?.length) refuse('ports')
    if (given(container.resources?.requests)) refuse('resources requests')
    if (given(container.resources?.limits)) refuse('resources limits')
    if (container.livenessProbe) refuse('livenessProbe')
    if (container.readinessProbe) refuse('readinessProbe')
    if (hasHook(container)) refuse('lifecycle hooks')
    if (container.startupProbe) refuse('startupProbe')
    const {image} = container
    return {
      name: container.name,
      properties: {
        image,
        command: commandOf(container),
        volumeMounts: mountsOf(container),
        environmentVariables: variablesOf(environment(container)),
      },
    }
  })
}
