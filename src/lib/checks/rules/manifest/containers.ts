import type {Flaw} from '../../manifest/flaw.ts'
import {manifestRule} from '../../manifest/manifest-rule.ts'
import {allContainers, appContainers, inSentence, initContainers, type Container} from '../../manifest/pod-spec.ts'

export const argsCommand = manifestRule({
  id: 'args-command',
  title: 'Every container with args has a command',
  page: {
    symptom: 'Pods are `ProviderFailed` with `ACI does not support providing args without specifying the command`.',
    cause: 'ACI needs the whole command line. It cannot add arguments to the entrypoint of an image.',
    fix: 'Set `command` to the entrypoint of the image. `docker image inspect IMAGE` shows it.',
  },
  well: 'Every container with args has a command',
  find({workload: {pod, lineOf}}) {
    return allContainers(pod)
      .filter(({container: {args = [], command = []}}) => args.length > 0 && command.length === 0)
      .map(({container, label}) => ({
        message: `${label} has args but no command.`,
        line: lineOf(container, 'args'),
        remedy: 'Set command to the entrypoint of the image: docker image inspect IMAGE shows it.',
      }))
  },
})

export const noLifecycleHooks = manifestRule({
  id: 'no-lifecycle-hooks',
  title: 'The containers have no lifecycle hooks',
  page: {
    symptom: 'Pods are `ProviderFailed` because lifecycle hooks are not supported.',
    cause:
      'ACI has neither `postStart` nor `preStop`. The provider refuses pods whose hooks use `exec`, `httpGet` or `tcpSocket`. It ignores a hook that only sleeps.',
    fix: 'Remove `lifecycle`. Move the work of `postStart` to the beginning of the command. Handle `SIGTERM` in the program instead of `preStop`.',
  },
  well: 'No container has lifecycle hooks',
  find({workload: {pod, lineOf}}) {
    return allContainers(pod).flatMap(({container: {lifecycle}, label}) =>
      (['postStart', 'preStop'] as const).flatMap((name): readonly Flaw[] => {
        const hook = lifecycle?.[name]
        if (hook === undefined) return []
        const line = lineOf(lifecycle, name)
        if (hook.exec !== undefined || hook.httpGet !== undefined || hook.tcpSocket !== undefined)
          return [{message: `${label} has a ${name} hook, which ACI does not support.`, line, remedy: `Remove lifecycle.${name}.`}]
        const message = `The ${name} hook of ${inSentence(label)} does nothing on a virtual node.`
        return [{verdict: 'warning', message, line, remedy: `Remove lifecycle.${name}.`}]
      }),
    )
  },
})

export const noStartupProbe = manifestRule({
  id: 'no-startup-probe',
  title: 'The containers have no startup probe',
  page: {
    symptom: 'Pods are `ProviderFailed` because startup probes are not supported.',
    cause: 'ACI supports only liveness and readiness probes. The provider refuses pods that have a `startupProbe`.',
    fix: 'Remove `startupProbe`, and set `initialDelaySeconds` of the liveness probe to cover the start.',
  },
  well: 'No container has a startupProbe',
  find({workload: {pod, lineOf}}) {
    return allContainers(pod)
      .filter(({container}) => container.startupProbe !== undefined)
      .map(({container, label}) => ({
        message: `${label} has a startupProbe, which ACI does not support.`,
        line: lineOf(container, 'startupProbe'),
        remedy: 'Remove startupProbe and set initialDelaySeconds of the livenessProbe.',
      }))
  },
})

export const probeKinds = manifestRule({
  id: 'probe-kinds',
  title: 'ACI supports the probes of the containers',
  page: {
    symptom: 'Pods are `ProviderFailed` with `probe must specify one of exec and httpGet`.',
    cause: 'ACI probes run a command or send an HTTP request. ACI supports neither `tcpSocket` nor `grpc`.',
    fix: 'Use `httpGet`, or `exec` with a program in the image that tests the port.',
  },
  well: 'All probes use exec or httpGet',
  find({workload: {pod, lineOf}}) {
    return appContainers(pod).flatMap(({container, label}) =>
      (['livenessProbe', 'readinessProbe'] as const).flatMap(name => {
        const probe = container[name]
        if (probe === undefined || probe.exec !== undefined || probe.httpGet !== undefined) return []
        const kind = probe.tcpSocket !== undefined ? 'tcpSocket' : probe.grpc !== undefined ? 'grpc' : undefined
        const message = `The ${name} of ${inSentence(label)} ${kind === undefined ? 'has no action' : `uses ${kind}`}. ACI supports only exec and httpGet.`
        return [{message, line: kind === undefined ? lineOf(container, name) : lineOf(probe, kind), remedy: 'Use httpGet or exec.'}]
      }),
    )
  },
})

export const probePorts = manifestRule({
  id: 'probe-ports',
  title: 'The probes name ports of their own containers',
  page: {
    symptom: 'Pods are `ProviderFailed` with `unable to find named port`.',
    cause: 'The provider looks for a named port of a probe in the same container only, and takes a number in quotes for a name.',
    fix: 'Use the number of the port, without quotes, or the name of a port of the same container.',
  },
  well: 'All probes use numbers, or names of ports of their containers',
  find: ({workload: {pod, lineOf}}) =>
    appContainers(pod).flatMap(({container, label}) =>
      (['livenessProbe', 'readinessProbe'] as const).flatMap(name => {
        const {httpGet} = container[name] ?? {}
        const port: unknown = httpGet?.port
        if (typeof port !== 'string' || container.ports?.some(one => one.name === port) === true) return []
        const message = `The ${name} of ${inSentence(label)} uses the port ${port}, but the container has no port with this name.`
        const remedy = /^\d+$/.test(port)
          ? `Remove the quotes: port: ${port}`
          : 'Use the number of the port, or add the port to the container.'
        return [{message, line: lineOf(httpGet, 'port'), remedy}]
      }),
    ),
})

export const initContainerFields = manifestRule({
  id: 'init-containers',
  title: 'The init containers use only fields that ACI supports',
  page: {
    symptom:
      'Pods are `ProviderFailed` because init containers support no ports, resources or probes, or the pods wait for a sidecar forever.',
    cause:
      'ACI runs init containers one after another and waits for each to end. They cannot have ports, requests, limits or probes, and cannot be sidecars.',
    fix: 'Remove these fields. Turn a sidecar (`restartPolicy: Always`) into an ordinary container.',
  },
  well: 'No init container has unsupported fields',
  find({workload: {pod, lineOf}}) {
    return initContainers(pod).flatMap(({container, label}) => [
      ...fieldsOf(container).map(field => ({
        message: `${label} has ${field}, which ACI does not support for init containers.`,
        line: lineOf(container, field),
        remedy: `Remove ${field} from the init containers.`,
      })),
      ...(container.restartPolicy === 'Always'
        ? [
            {
              message: `${label} is a sidecar (restartPolicy: Always). ACI would wait until it ends.`,
              line: lineOf(container, 'restartPolicy'),
              remedy: 'Move sidecars to containers.',
            },
          ]
        : []),
    ])
  },
})

/** The fields of an init container that the provider refuses. Empty lists and maps are left out: they do not reach the provider. */
function fieldsOf({ports = [], resources, livenessProbe, readinessProbe}: Container): readonly string[] {
  const sized = Object.keys({...resources?.requests, ...resources?.limits}).length > 0
  return [
    ...(ports.length > 0 ? ['ports'] : []),
    ...(sized ? ['resources'] : []),
    ...(livenessProbe === undefined ? [] : ['livenessProbe']),
    ...(readinessProbe === undefined ? [] : ['readinessProbe']),
  ]
}
