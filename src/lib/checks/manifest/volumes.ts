import type {Volume} from './pod-spec.ts'

/** The kind of a volume, such as `hostPath`. Kubernetes makes an emptyDir of one that does not say. */
export function kindOf(volume: Volume): string {
  return Object.keys(volume).find(key => key !== 'name') ?? 'emptyDir'
}

/** What the provider mounts (azure-aci v1.6.4, pkg/provider/aci_volumes.go); of csi only Azure's file shares. */
export const supportedKinds: ReadonlySet<string> = new Set(['emptyDir', 'secret', 'configMap', 'projected', 'gitRepo', 'azureFile', 'csi'])
