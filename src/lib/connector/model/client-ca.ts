import {named, type KubeObject, type ObjectRef} from '../../kubernetes/objects.ts'

/** The ConfigMap with the CA against which the API server checks client certificates. */
export const clientCaRef: ObjectRef = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  name: 'extension-apiserver-authentication',
  namespace: 'kube-system',
}

/** The CA in PEM; undefined if the cluster does not publish it. */
export function clientCaOf(objects: readonly KubeObject[]): string | undefined {
  return named(objects, 'ConfigMap', clientCaRef.name)?.data?.['client-ca-file']
}
