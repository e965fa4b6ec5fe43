import type {PodError} from './pod-error.ts'

/** A Secret or ConfigMap that a pod needs does not exist. */
export const podReferences: PodError = {
  id: 'pod-references',
  // The reasons of virtual-kubelet v1.11 (internal/podutils/env.go), and the messages of the provider about volumes and pull secrets.
  pattern:
    /Mandatory(Secret|ConfigMap)(Key)?NotFound|FailedToReadMandatory(Secret|ConfigMap)|(secret|configmap) "[^"]+" not found|is required by Pod .* and does not exist/i,
  title: 'The Secrets and ConfigMaps of the pods exist',
  page: {
    symptom:
      'Pods stay `Pending` on the virtual node, and only their events say that a Secret or a ConfigMap, or a key in it, was not found.',
    cause:
      'A pod uses a Secret or a ConfigMap that does not exist in its namespace, in an environment variable, a volume or as a pull secret. The connector creates no container group without it.',
    fix: 'Create the Secret or the ConfigMap in the namespace of the pod, or correct its name. The connector tries again for some minutes. After that, delete the pod and create it again.',
  },
  remedy: 'Create what is missing in the namespace of the pod, or correct its name in the pod. Then create the pod again.',
}
