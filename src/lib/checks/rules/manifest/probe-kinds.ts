import {manifestRule} from '../../manifest/manifest-rule.ts'
import {appContainers} from '../../manifest/pod-spec.ts'

export const probeKinds = manifestRule({
  id: 'probe-kinds',
  title: 'Its probes are of kinds that ACI has',
  page: {
    symptom: 'Pods are ProviderFailed with probe must specify one of exec and httpGet.',
    cause: 'Probes of ACI run a command or get a page. It has neither tcpSocket nor grpc.',
    fix: 'Use httpGet, or exec with a program of the image that tries the port.',
  },
  well: 'Only exec and httpGet',
  find({workload: {pod, lineOf}}) {
    return appContainers(pod).flatMap(({container, label}) =>
      (['livenessProbe', 'readinessProbe'] as const).flatMap(name => {
        const probe = container[name]
        if (probe === undefined || probe.exec !== undefined || probe.httpGet !== undefined) return []
        const kind = probe.tcpSocket !== undefined ? 'tcpSocket' : probe.grpc !== undefined ? 'grpc' : undefined
        const message = `The ${name} of ${label.charAt(0).toLowerCase()}${label.slice(1)} ${kind === undefined ? 'is of no kind' : `uses ${kind}`}; ACI has exec and httpGet.`
        return [{message, line: kind === undefined ? lineOf(container, name) : lineOf(probe, kind), remedy: 'Use httpGet or exec.'}]
      }),
    )
  },
})
