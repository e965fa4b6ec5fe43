import type {Volume} from './pod-spec.ts'

/** The type of a volume, such as `hostPath`. Kubernetes uses emptyDir for a volume without a type. */
export function kindOf(volume: Volume): string {
  return Object.keys(volume).find(key => key !== 'name') ?? 'emptyDir'
}

/** Volume types that the provider supports (azure-aci v1.6.4, pkg/provider/aci_volumes.go); `csi` only with the driver file.csi.azure.com. */
export const supportedKinds: ReadonlySet<string> = new Set(['emptyDir', 'secret', 'configMap', 'projected', 'gitRepo', 'azureFile', 'csi'])
