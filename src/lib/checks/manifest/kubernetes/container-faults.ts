import type {Flaw} from '../flaw.ts'
import {allContainers, inSentence, type Container, type NamedContainer} from '../pod-spec.ts'
import {amountOf} from '../quantity.ts'
import type {Workload} from '../workload.ts'
import {oneOf} from './value-tests.ts'

type LineOf = Workload['lineOf']

/** What the API server refuses in the containers of a pod (pkg/apis/core/validation). */
export function containerFaults({pod, claims, lineOf}: Workload): readonly Flaw[] {
  const volumes = new Set((pod.volumes ?? []).map(({name}) => name))
  for (const claim of claims) volumes.add((claim as {readonly metadata?: {readonly name?: string}} | undefined)?.metadata?.name)
  return allContainers(pod).flatMap(named => [
    ...nameFaults(named, lineOf),
    ...portFaults(named, lineOf),
    ...mountFaults(named, volumes, lineOf),
    ...variableFaults(named, lineOf),
    ...resourceFaults(named, lineOf),
    ...probeFaults(named, lineOf),
  ])
}

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/

function nameFaults({container, label: who}: NamedContainer, lineOf: LineOf): readonly Flaw[] {
  const {name, image = '', imagePullPolicy} = container
  const isValid = name === undefined || (label.test(name) && name.length <= 63)
  return [
    ...(image.trim() === '' ? [{message: `${who} has no image.`, line: lineOf(container), remedy: 'Set image.'}] : []),
    ...(image !== '' && image.trim() !== image
      ? [
          {
            message: `The image of ${inSentence(who)} begins or ends with a blank.`,
            line: lineOf(container, 'image'),
            remedy: 'Remove the blank.',
          },
        ]
      : []),
    ...(isValid
      ? []
      : [
          {
            message: `The name ${name} of a container is invalid.`,
            line: lineOf(container, 'name'),
            remedy: 'Use at most 63 lower-case letters, digits and dashes, with a letter or digit at the beginning and the end.',
          },
        ]),
    ...oneOf(imagePullPolicy, ['Always', 'IfNotPresent', 'Never'], 'imagePullPolicy', lineOf(container, 'imagePullPolicy')),
  ]
}

/** A name of a port as IANA defines it (RFC 6335). */
function isPortName(name: string): boolean {
  return name.length <= 15 && label.test(name) && /[a-z]/.test(name) && !name.includes('--')
}

function portFaults({container: {ports = []}, label: who}: NamedContainer, lineOf: LineOf): readonly Flaw[] {
  const seen = new Set<string>()
  return ports.flatMap(port => {
    const {name, containerPort, protocol} = port
    const isTwice = name !== undefined && seen.has(name)
    seen.add(name ?? '')
    return [
      ...(name !== undefined && !isPortName(name)
        ? [
            {
              message: `${who} has a port with the name ${name}, which Kubernetes does not accept.`,
              line: lineOf(port, 'name'),
              remedy: 'Use at most 15 lower-case letters, digits and single dashes, and at least one letter.',
            },
          ]
        : []),
      ...(isTwice
        ? [
            {
              message: `${who} has several ports with the name ${name}.`,
              line: lineOf(port, 'name'),
              remedy: 'Give each port a name of its own.',
            },
          ]
        : []),
      ...(containerPort !== undefined && (containerPort < 1 || containerPort > 65_535)
        ? [
            {
              message: `${who} has the port ${containerPort}, but ports are from 1 to 65535.`,
              line: lineOf(port, 'containerPort'),
              remedy: 'Use a port from 1 to 65535.',
            },
          ]
        : []),
      ...oneOf(protocol, ['TCP', 'UDP', 'SCTP'], 'protocol of a port', lineOf(port, 'protocol')),
    ]
  })
}

function mountFaults(
  {container: {volumeMounts = []}, label: who}: NamedContainer,
  volumes: ReadonlySet<string | undefined>,
  lineOf: LineOf,
): readonly Flaw[] {
  const paths = new Set<string>()
  return volumeMounts.flatMap(mount => {
    const {name, mountPath = ''} = mount
    const isTwice = paths.has(mountPath)
    paths.add(mountPath)
    return [
      ...(name === undefined || volumes.has(name)
        ? []
        : [
            {
              message: `${who} mounts the volume ${name}, which the pod does not have.`,
              line: lineOf(mount, 'name'),
              remedy: 'Add the volume to the pod, or remove the mount.',
            },
          ]),
      ...(isTwice && mountPath !== ''
        ? [
            {
              message: `${who} mounts several volumes at ${mountPath}.`,
              line: lineOf(mount, 'mountPath'),
              remedy: 'Use a path of its own for each mount.',
            },
          ]
        : []),
    ]
  })
}

function variableFaults({container: {env = []}, label: who}: NamedContainer, lineOf: LineOf): readonly Flaw[] {
  return env.flatMap(variable => {
    const {name = '', value = '', valueFrom} = variable
    const line = lineOf(variable, 'name')
    return [
      ...(name.includes('=')
        ? [
            {
              message: `${who} has the variable ${name}. The name of a variable cannot contain an equals sign.`,
              line,
              remedy: 'Remove the equals sign from the name.',
            },
          ]
        : []),
      ...(value !== '' && valueFrom !== undefined
        ? [{message: `${who} sets ${name} by value and by valueFrom.`, line, remedy: 'Remove one of them.'}]
        : []),
    ]
  })
}

function resourceFaults(
  {container: {resources: {requests = {}, limits = {}} = {}}, label: who}: NamedContainer,
  lineOf: LineOf,
): readonly Flaw[] {
  return Object.entries(requests).flatMap(([resource, request]) => {
    const limit = limits[resource]
    if (request !== undefined && resource.includes('/') && limit === undefined) {
      const message = `${who} requests ${resource} without a limit. Kubernetes wants both for such a resource, with the same value.`
      return [{message, line: lineOf(requests, resource), remedy: `Set the limit of ${resource} to ${request}.`}]
    }
    if (request === undefined || limit === undefined || amountOf(request) <= amountOf(limit)) return []
    const message = `${who} requests more ${resource} (${request}) than its limit (${limit}).`
    return [{message, line: lineOf(requests, resource), remedy: 'Set requests and limits to the same values.'}]
  })
}

const actions = ['exec', 'httpGet', 'tcpSocket', 'grpc'] as const

function probeFaults({container, label: who}: NamedContainer, lineOf: LineOf): readonly Flaw[] {
  return (['livenessProbe', 'readinessProbe', 'startupProbe'] as const satisfies readonly (keyof Container)[]).flatMap(name => {
    const probe = container[name]
    const given = actions.filter(action => probe?.[action] !== undefined)
    if (given.length <= 1) return []
    return [
      {
        message: `The ${name} of ${inSentence(who)} has several actions: ${given.join(', ')}.`,
        line: lineOf(probe),
        remedy: 'Keep one action for each probe.',
      },
    ]
  })
}
