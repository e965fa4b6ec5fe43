import {objectNamed, shareNamespace} from './manifest-values.ts'
import type {ManifestObject} from './objects.ts'
import type {PodSpec} from './pod-spec.ts'
import type {Workload} from './workload.ts'

/** The name of the ServiceAccount of the pods. */
export function accountOf({serviceAccountName, serviceAccount}: PodSpec): string {
  return serviceAccountName || serviceAccount || 'default'
}

/** Whether the pods get a token of their ServiceAccount: the pod decides, or else the ServiceAccount, if it is in the files. */
export function mountsToken(workload: Workload, objects: readonly ManifestObject[]): boolean {
  const {pod} = workload
  const found = objectNamed(objects, 'ServiceAccount', accountOf(pod), workload)
  const value: {readonly automountServiceAccountToken?: boolean} | undefined = found?.value
  return pod.automountServiceAccountToken ?? value?.automountServiceAccountToken ?? true
}

interface TokenSecret {
  readonly type?: string
  readonly metadata?: {readonly annotations?: Readonly<Record<string, string>>}
}

/** Whether a Secret in the files contains the token of the pods' ServiceAccount. The provider takes tokens only from there (azure-aci v1.6.4, aci_volumes.go). */
export function hasTokenSecret(workload: Workload, objects: readonly ManifestObject[]): boolean {
  const account = accountOf(workload.pod)
  return objects.some(object => {
    const {type, metadata}: TokenSecret = object.value
    const isToken = object.kind === 'Secret' && type === 'kubernetes.io/service-account-token'
    return isToken && metadata?.annotations?.['kubernetes.io/service-account.name'] === account && shareNamespace(object, workload)
  })
}
