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
    fires: [{name: 'preStop', container: {lifecycle: {preStop: {sleep: {seconds: 5}}}}, message: /lifecycle hooks/, at: /lifecycle:/}],
    quiet: [{name: 'null', container: {lifecycle: null}, message: /No container has lifecycle/}],
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
