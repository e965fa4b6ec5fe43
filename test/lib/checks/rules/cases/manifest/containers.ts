import type {ManifestCases} from '../../manifest-case.ts'
const init = (container: object) => ({initContainers: [{name: 'wait', image: 'busybox', ...container}]})

export const manifestContainersCases: ManifestCases = {
  'args-command': {
    fires: [
      {name: 'args alone', container: {args: ['-v']}, message: /Container web has args but no command/, at: /args:/},
      {name: 'of an init container', pod: init({args: ['-v'], command: []}), message: /Init container wait/},
    ],
    quiet: [
      {name: 'both', container: {command: ['run'], args: ['-v']}, message: /Every container/},
      {name: 'no args', container: {args: []}, message: /Every container/},
    ],
  },
  'no-lifecycle-hooks': {
    fires: [
      {
        name: 'a program',
        container: {lifecycle: {preStop: {exec: {command: ['a']}}}},
        message: /has a preStop hook, which ACI/,
        at: /preStop:/,
      },
      {name: 'a request', container: {lifecycle: {postStart: {httpGet: {port: 80}}}}, message: /has a postStart hook/},
      {
        name: 'a pause',
        container: {lifecycle: {preStop: {sleep: {seconds: 5}}}},
        verdict: 'warning',
        message: /preStop hook of container web does nothing/,
      },
    ],
    quiet: [
      {name: 'null', container: {lifecycle: null}, message: /No container has lifecycle/},
      {name: 'a signal', container: {lifecycle: {stopSignal: 'SIGUSR1'}}, message: /No container has lifecycle/},
    ],
  },
  'no-startup-probe': {
    fires: [{name: 'one', container: {startupProbe: {httpGet: {port: 80}}}, message: /startupProbe/, at: /startupProbe:/}],
    quiet: [{name: 'others', container: {livenessProbe: {httpGet: {port: 80}}}, message: /No container has a startupProbe/}],
  },
  'probe-kinds': {
    fires: [
      {
        name: 'tcpSocket',
        container: {livenessProbe: {tcpSocket: {port: 80}}},
        message: /livenessProbe of container web uses tcpSocket/,
        at: /tcpSocket:/,
      },
      {name: 'grpc', container: {readinessProbe: {grpc: {port: 80}}}, message: /readinessProbe of container web uses grpc/, at: /grpc:/},
      {name: 'nothing', container: {readinessProbe: {periodSeconds: 1}}, message: /has no action/, at: /readinessProbe:/},
    ],
    quiet: [
      {
        name: 'those that there are',
        container: {livenessProbe: {exec: {command: ['true']}}, readinessProbe: {httpGet: {port: 80}}},
        message: /exec or httpGet/,
      },
    ],
  },
  'probe-ports': {
    fires: [
      {
        name: 'a port of no container',
        container: {livenessProbe: {httpGet: {port: 'http'}}},
        message: /livenessProbe of container web uses the port http/,
        at: /port: http/,
      },
      {
        name: 'a port of another container',
        pod: {
          containers: [
            {name: 'a', image: 'a', readinessProbe: {httpGet: {port: 'admin'}}},
            {name: 'b', image: 'b', ports: [{name: 'admin', containerPort: 81}]},
          ],
        },
        message: /readinessProbe of container a uses the port admin/,
      },
      {
        name: 'a number in quotes',
        container: {livenessProbe: {httpGet: {port: '8080'}}},
        message: /uses the port 8080/,
        remedy: /quotes: port: 8080/,
      },
    ],
    quiet: [
      {name: 'a number', container: {livenessProbe: {httpGet: {port: 80}}}, message: /All probes/},
      {
        name: 'its own port',
        container: {ports: [{name: 'http', containerPort: 80}], livenessProbe: {httpGet: {port: 'http'}}},
        message: /All probes/,
      },
    ],
  },
  'init-containers': {
    fires: [
      {name: 'ports', pod: init({ports: [{containerPort: 80}]}), message: /Init container wait has ports/, at: /ports:/},
      {name: 'resources', pod: init({resources: {limits: {cpu: 1}}}), message: /has resources/, at: /resources:/},
      {name: 'a probe', pod: init({livenessProbe: {exec: {command: ['true']}}}), message: /has livenessProbe/},
      {name: 'a sidecar', pod: init({restartPolicy: 'Always', readinessProbe: {exec: {}}}), message: /has readinessProbe.*is a sidecar/},
    ],
    quiet: [{name: 'nothing of that', pod: init({ports: [], resources: {limits: {}}}), message: /No init container/}],
  },
}
