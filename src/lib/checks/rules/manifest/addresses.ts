import type {Flaw} from '../../manifest/flaw.ts'
import {manifestRule} from '../../manifest/manifest-rule.ts'
import {shareNamespace} from '../../manifest/manifest-values.ts'
import {osOf} from '../../manifest/placement.ts'

/** The annotation that gives a container group a name in DNS (azure-aci v1.6.4, pkg/provider/aci.go). */
const labelAnnotation = 'virtualkubelet.io/dnsnamelabel'

export const dnsLabel = manifestRule({
  id: 'dns-label',
  title: 'Azure accepts the DNS label of the pods',
  page: {
    symptom: 'Pods are `ProviderFailed` because the DNS label is invalid or in use, or a pod has no name in DNS.',
    cause:
      'The annotation `virtualkubelet.io/dnsnamelabel` gives the container group a DNS label. Only one container group of a region can have it, and only one with a public IP address: with ports, and without a subnet.',
    fix: 'Use one replica and the strategy `Recreate`, or leave the annotation out and put a Service in front of the pods.',
  },
  well: 'The pods have no DNS label, or one that Azure accepts',
  find({workload}) {
    const {podMetadata, pod, replicas, overlaps, kind, lineOf} = workload
    const annotations: Readonly<Record<string, string | undefined>> = podMetadata.annotations ?? {}
    const label = annotations[labelAnnotation] ?? ''
    if (label === '') return []
    const line = lineOf(annotations, labelAnnotation)
    const ports = (pod.containers ?? []).flatMap(container => container.ports ?? [])
    const single = 'Use one replica and the strategy Recreate, or remove the annotation.'
    const flaws: readonly (Flaw | false)[] = [
      !/^[a-z][-a-z0-9]{1,61}[a-z0-9]$/.test(label) && {
        message: `The DNS label ${label} is invalid.`,
        line,
        remedy: 'Use 3 to 63 lower-case letters, digits and dashes, beginning with a letter.',
      },
      replicas > 1 && {
        message: `The ${replicas} pods have the same DNS label ${label}, which Azure gives to one of them.`,
        line,
        remedy: single,
      },
      replicas <= 1 &&
        (overlaps || kind === 'CronJob') && {
          verdict: 'warning',
          message: `A new pod has the same DNS label ${label} as the old one, which may still be there.`,
          line,
          remedy: single,
        },
      ports.length === 0 && {
        verdict: 'warning',
        message: 'The pods have a DNS label but no ports, so they get no public IP address and no name.',
        line,
        remedy: 'Add ports to the containers, or remove the annotation.',
      },
    ]
    return flaws.filter(flaw => flaw !== false)
  },
})

interface ServiceFields {
  readonly spec?: {readonly selector?: Readonly<Record<string, string>>}
}

export const windowsServices = manifestRule({
  id: 'windows-services',
  title: 'No Service selects Windows pods',
  page: {
    symptom: 'A Service has no endpoints, although its Windows pods are running.',
    cause: 'The provider reports no IP address for Windows pods. Without one, Kubernetes adds no endpoint to a Service.',
    fix: 'Reach the pods by the public address of their container groups (`az container show`), or use Linux pods.',
  },
  well: 'No Service in the files selects the pods',
  find({workload, objects}) {
    if (osOf(workload) !== 'windows') return 'The manifest does not say that the pods are for Windows'
    const labels: Readonly<Record<string, string | undefined>> = workload.podMetadata.labels ?? {}
    return objects
      .filter(object => object.kind === 'Service' && object.apiVersion === 'v1' && shareNamespace(object, workload))
      .filter(({value}) => {
        const selected = Object.entries((value as ServiceFields).spec?.selector ?? {})
        return selected.length > 0 && selected.every(([key, text]) => labels[key] === text)
      })
      .map(({name, file, line}) => ({
        message: `The Service ${name ?? ''} (${file}:${line}) selects the pods. Windows pods have no IP address in Kubernetes, so it gets no endpoints.`,
        line: workload.line,
        remedy: 'Reach the pods by the public address of their container groups, or use Linux pods.',
      }))
  },
})

interface AutoscalerFields {
  readonly spec?: {
    readonly scaleTargetRef?: {readonly kind?: string; readonly name?: string}
    readonly metrics?: readonly {readonly type?: string}[]
  }
}

export const podAutoscaling = manifestRule({
  id: 'pod-autoscaling',
  title: 'No autoscaler waits for metrics that the pods do not have',
  page: {
    symptom: '`kubectl get hpa` shows `<unknown>`, and the number of pods does not change.',
    cause:
      'Metrics of pods on virtual nodes exist only for Linux pods of a connector with a subnet. One running pod without them, such as a Windows pod, leaves its whole virtual node without metrics.',
    fix: 'Scale by external metrics, for example with KEDA. For Linux, use a connector with a subnet.',
  },
  well: 'No autoscaler in the files scales the pods by their CPU or memory',
  find({workload, objects}) {
    const isWindows = osOf(workload) === 'windows'
    return objects
      .filter(object => object.kind === 'HorizontalPodAutoscaler' && shareNamespace(object, workload))
      .filter(({value}) => {
        const {scaleTargetRef: {kind, name} = {}, metrics} = (value as AutoscalerFields).spec ?? {}
        // Without metrics, and in autoscaling/v1, it is the CPU.
        const isByPods = metrics?.some(({type = ''}) => ['Resource', 'ContainerResource'].includes(type)) ?? true
        return kind === workload.kind && name === workload.name && isByPods
      })
      .map(({name, file, line}) => ({
        verdict: isWindows ? ('problem' as const) : ('warning' as const),
        message: `The HorizontalPodAutoscaler ${name ?? ''} (${file}:${line}) scales by CPU or memory, ${isWindows ? 'but there are no metrics of Windows pods' : 'and there are metrics only if the connector uses a subnet'}.`,
        line: workload.line,
        remedy: `Scale by external metrics, for example with KEDA${isWindows ? '' : ', or use a connector with a subnet'}.`,
      }))
  },
})
