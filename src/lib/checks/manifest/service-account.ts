import {shareNamespace} from './manifest-values.ts'
import type {ManifestObject} from './objects.ts'
import type {Workload} from './workload.ts'

/** Whether the pods get a token of their ServiceAccount: the pod decides, or else the ServiceAccount, if it is in the files. */
export function mountsToken({pod, namespace}: Workload, account: string, objects: readonly ManifestObject[]): boolean {
  const found = objects.find(object => object.kind === 'ServiceAccount' && object.name === account && shareNamespace(object, {namespace}))
  const value: {readonly automountServiceAccountToken?: boolean} | undefined = found?.value
  return pod.automountServiceAccountToken ?? value?.automountServiceAccountToken ?? true
}

interface TokenSecret {
  readonly type?: string
  readonly metadata?: {readonly annotations?: Readonly<Record<string, string>>}
}

/** Whether a Secret in the files contains the token of a ServiceAccount. The provider takes tokens only from there (azure-aci v1.6.4, aci_volumes.go). */
export function hasTokenSecret({namespace}: Workload, account: string, objects: readonly ManifestObject[]): boolean {
  return objects.some(object => {
    const {type, metadata}: TokenSecret = object.value
    const isToken = object.kind === 'Secret' && type === 'kubernetes.io/service-account-token'
    return isToken && metadata?.annotations?.['kubernetes.io/service-account.name'] === account && shareNamespace(object, {namespace})
  })
}
