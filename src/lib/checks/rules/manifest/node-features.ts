import {manifestRule, type Flaw} from '../../manifest/manifest-rule.ts'
import {allContainers} from '../../manifest/pod-spec.ts'
import {kindOf} from '../../manifest/volumes.ts'
import type {Workload} from '../../manifest/workload.ts'

/** Known before the container group exists (virtual-kubelet v1.11, internal/podutils/env.go). */
const resolved = /^(metadata\.|spec\.(nodeName|serviceAccountName)$)/

export const downwardApi = manifestRule({
  id: 'downward-api',
  title: 'Its containers use only downward API fields that ACI supports',
  page: {
    symptom:
      'A pod is not created because of an unsupported `fieldPath`, or a variable or file with its resources or IP address is missing.',
    cause:
      'A kubelet implements the downward API. Virtual Kubelet supports only `metadata`, `spec.nodeName` and `spec.serviceAccountName`, and only as environment variables.',
    fix: 'Write such values into the manifest, or let the program find its IP address itself.',
  },
  well: 'Nothing',
  find: ({workload}) => [...variables(workload), ...volumes(workload)],
})

function variables({pod, lineOf}: Workload): readonly Flaw[] {
  return allContainers(pod).flatMap(({container: {env = []}, label}) =>
    env.flatMap(variable => {
      const {fieldRef, resourceFieldRef} = variable.valueFrom ?? {}
      const path = fieldRef?.fieldPath ?? ''
      if (resourceFieldRef === undefined && (fieldRef === undefined || resolved.test(path))) return []
      const from = resourceFieldRef === undefined ? path : `resourceFieldRef ${resourceFieldRef.resource ?? ''}`
      const message = `${label} takes ${variable.name ?? 'a variable'} from ${from}, which nobody fills in on a virtual node.`
      return [{message, line: lineOf(variable.valueFrom), remedy: 'Write the value itself instead of fieldRef or resourceFieldRef.'}]
    }),
  )
}

function volumes({pod, lineOf}: Workload): readonly Flaw[] {
  return (pod.volumes ?? []).flatMap(volume => {
    const {name = '', projected} = volume
    const remedy = 'Do without downwardAPI volumes; metadata can be had by fieldRef in env.'
    if (kindOf(volume) === 'downwardAPI') {
      return [{message: `Volume ${name} is a downwardAPI volume, which ACI does not have.`, line: lineOf(volume, 'downwardAPI'), remedy}]
    }
    return (projected?.sources ?? [])
      .filter(({downwardAPI}) => downwardAPI !== undefined)
      .map(source => ({message: `Volume ${name} projects the downward API, which leaves no file.`, line: lineOf(source), remedy}))
  })
}

export const serviceAccountToken = manifestRule({
  id: 'service-account-token',
  title: 'Its pods do not need a service account token',
  page: {
    symptom: 'A program finds no token in `/var/run/secrets/kubernetes.io/serviceaccount`, and the API server refuses its requests.',
    cause:
      'Since Kubernetes 1.24, kubelets request tokens. The provider mounts only tokens from Secrets of type `kubernetes.io/service-account-token`, and none for Windows.',
    fix: 'Set `automountServiceAccountToken: false` if the program does not call the API server. Otherwise, create a Secret of that type for the ServiceAccount.',
  },
  well: 'They do not seem to',
  find({workload: {pod, lineOf}}) {
    const {serviceAccountName, serviceAccount} = pod
    const account = serviceAccountName ?? serviceAccount ?? 'default'
    if (account === 'default' || account === '' || pod.automountServiceAccountToken === false) return []
    return [
      {
        verdict: 'warning',
        message: `Its pods run as the ServiceAccount ${account}, whose token does not reach ACI unless it is in a Secret.`,
        line: lineOf(pod, serviceAccountName === undefined ? 'serviceAccount' : 'serviceAccountName'),
        remedy: 'Set automountServiceAccountToken: false, or make a Secret of the type kubernetes.io/service-account-token.',
      },
    ]
  },
})

export const hostNamespaces = manifestRule({
  id: 'host-namespaces',
  title: 'Its pods do not use host namespaces',
  page: {
    symptom: 'A program does not find the network, the processes or the shared memory of a node.',
    cause: '`hostNetwork`, `hostPID` and `hostIPC` share the namespaces of a machine. There is no machine behind a virtual node.',
    fix: 'Run such pods on an ordinary node, or remove the fields.',
  },
  well: 'Nothing',
  find({workload: {pod, lineOf}}) {
    return (['hostNetwork', 'hostPID', 'hostIPC'] as const)
      .filter(field => pod[field] === true)
      .map(field => ({
        message: `Its pods have ${field}; a virtual node has nothing to share.`,
        line: lineOf(pod, field),
        remedy: `Take ${field} away, or run it on an ordinary node.`,
      }))
  },
})

export const hostAliases = manifestRule({
  id: 'host-aliases',
  title: 'Its pods have no host aliases',
  page: {
    symptom: 'Containers cannot resolve the names in `hostAliases`.',
    cause: 'ACI writes the hosts file itself. The provider does not pass `hostAliases` on.',
    fix: 'Use names that DNS can resolve, or IP addresses.',
  },
  well: 'None',
  find({workload: {pod, lineOf}}) {
    if ((pod.hostAliases ?? []).length === 0) return []
    return [
      {
        message: 'Its pods have hostAliases, which do not reach ACI.',
        line: lineOf(pod, 'hostAliases'),
        remedy: 'Use names that DNS knows instead of hostAliases.',
      },
    ]
  },
})
