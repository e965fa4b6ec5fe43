import type {Flaw} from '../../manifest/flaw.ts'
import {manifestRule} from '../../manifest/manifest-rule.ts'
import {accountOf, hasTokenSecret, mountsToken} from '../../manifest/service-account.ts'
import {allContainers} from '../../manifest/pod-spec.ts'
import {kindOf} from '../../manifest/volumes.ts'
import type {Workload} from '../../manifest/workload.ts'

/** Fields that Virtual Kubelet can resolve, because their values exist before the container group (v1.11, internal/podutils/env.go). */
const resolved = /^(metadata\.|spec\.(nodeName|serviceAccountName)$)/

export const downwardApi = manifestRule({
  id: 'downward-api',
  title: 'The containers use only supported downward API fields',
  page: {
    symptom:
      'A pod is not created because of an unsupported `fieldPath`, or a variable or file with its resources or IP address is missing.',
    cause:
      'A kubelet implements the downward API. Virtual Kubelet supports only `metadata`, `spec.nodeName` and `spec.serviceAccountName`, and only as environment variables.',
    fix: 'Write such values into the manifest, or let the program find its IP address itself.',
  },
  well: 'All downward API fields are supported',
  find: ({workload}) => [...variables(workload), ...volumes(workload)],
})

function variables({pod, lineOf}: Workload): readonly Flaw[] {
  return allContainers(pod).flatMap(({container: {env = []}, label}) =>
    env.flatMap(variable => {
      const {fieldRef, resourceFieldRef} = variable.valueFrom ?? {}
      const path = fieldRef?.fieldPath ?? ''
      if (resourceFieldRef === undefined && (fieldRef === undefined || resolved.test(path))) return []
      const from = resourceFieldRef === undefined ? path : `resourceFieldRef ${resourceFieldRef.resource ?? ''}`
      const message = `${label} sets ${variable.name ?? 'a variable'} from ${from}, which virtual nodes do not support.`
      return [{message, line: lineOf(variable.valueFrom), remedy: 'Replace fieldRef or resourceFieldRef with the value itself.'}]
    }),
  )
}

function volumes({pod, lineOf}: Workload): readonly Flaw[] {
  return (pod.volumes ?? []).flatMap(volume => {
    const {name = '', projected} = volume
    const remedy = 'Remove downwardAPI volumes. Set metadata as environment variables with fieldRef.'
    if (kindOf(volume) === 'downwardAPI') {
      return [{message: `Volume ${name} is a downwardAPI volume, which ACI does not support.`, line: lineOf(volume, 'downwardAPI'), remedy}]
    }
    return (projected?.sources ?? [])
      .filter(({downwardAPI}) => downwardAPI !== undefined)
      .map(source => ({
        verdict: 'warning' as const,
        message: `Volume ${name} projects the downward API, which ACI does not support: the files are missing.`,
        line: lineOf(source),
        remedy,
      }))
  })
}

export const serviceAccountToken = manifestRule({
  id: 'service-account-token',
  title: 'The pods do not need a service account token',
  page: {
    symptom: 'A program finds no token in `/var/run/secrets/kubernetes.io/serviceaccount`, and the API server refuses its requests.',
    cause:
      'Since Kubernetes 1.24, kubelets request tokens. The provider mounts only tokens from Secrets of type `kubernetes.io/service-account-token`, and none for Windows.',
    fix: 'Set `automountServiceAccountToken: false` if the program does not call the API server. Otherwise, create a Secret of that type for the ServiceAccount.',
  },
  well: 'The pods use no token, the default service account, or a token in a Secret',
  find({workload, objects}) {
    const {pod, lineOf} = workload
    const account = accountOf(pod)
    if (account === 'default' || !mountsToken(workload, objects) || hasTokenSecret(workload, objects)) return []
    return [
      {
        verdict: 'warning',
        message: `The pods use the ServiceAccount ${account}. ACI provides its token only if the token is in a Secret.`,
        line: lineOf(pod, pod.serviceAccountName !== account ? 'serviceAccount' : 'serviceAccountName'),
        remedy:
          'Set automountServiceAccountToken: false, or create a Secret of type kubernetes.io/service-account-token for the ServiceAccount.',
      },
    ]
  },
})

export const hostNamespaces = manifestRule({
  id: 'host-namespaces',
  title: 'The pods do not use host namespaces',
  page: {
    symptom: 'A program does not find the network, the processes or the shared memory of a node.',
    cause: '`hostNetwork`, `hostPID` and `hostIPC` share the namespaces of a machine. There is no machine behind a virtual node.',
    fix: 'Run such pods on an ordinary node, or remove the fields.',
  },
  well: 'No host namespace is used',
  find({workload: {pod, lineOf}}) {
    return (['hostNetwork', 'hostPID', 'hostIPC'] as const)
      .filter(field => pod[field] === true)
      .map(field => ({
        message: `The pods have ${field}, but a virtual node is not a machine and has no host namespaces.`,
        line: lineOf(pod, field),
        remedy: `Remove ${field}, or run the pods on ordinary nodes.`,
      }))
  },
})

export const hostAliases = manifestRule({
  id: 'host-aliases',
  title: 'The pods have no host aliases',
  page: {
    symptom: 'Containers cannot resolve the names in `hostAliases`.',
    cause: 'ACI writes the hosts file itself. The provider does not pass `hostAliases` on.',
    fix: 'Use names that DNS can resolve, or IP addresses.',
  },
  well: 'The pods have no hostAliases',
  find({workload: {pod, lineOf}}) {
    if ((pod.hostAliases ?? []).length === 0) return []
    return [
      {
        message: 'The pods have hostAliases, which ACI does not support.',
        line: lineOf(pod, 'hostAliases'),
        remedy: 'Remove hostAliases. Use names that DNS can resolve.',
      },
    ]
  },
})
