import {windows, type ManifestCases} from '../../manifest-case.ts'

const volume = (source: object) => ({volumes: [{name: 'data', ...source}]})
const kinds = {
  emptyDir: {},
  secret: {secretName: 's'},
  configMap: {name: 'c'},
  projected: {sources: []},
  gitRepo: {repository: 'r'},
  azureFile: {shareName: 's', secretName: 's'},
  csi: {driver: 'file.csi.azure.com'},
}

export const manifestVolumesCases: ManifestCases = {
  'volume-kinds': {
    fires: [
      {
        name: 'hostPath',
        pod: volume({hostPath: {path: '/'}}),
        message: /Volume data is of type hostPath/,
        remedy: /emptyDir/,
        at: /hostPath:/,
      },
      {
        name: 'a claim',
        pod: volume({persistentVolumeClaim: {claimName: 'c'}}),
        message: /persistentVolumeClaim/,
        remedy: /Azure file share/,
      },
      {name: 'another driver', pod: volume({csi: {driver: 'disk.csi.azure.com'}}), message: /csi of disk\.csi\.azure\.com/, at: /csi:/},
      {name: 'no driver', pod: volume({csi: {}}), message: /csi of no driver/},
      {name: 'claims of a StatefulSet', kind: 'StatefulSet', spec: {volumeClaimTemplates: [{}]}, message: /volumeClaimTemplates/},
    ],
    quiet: [
      ...Object.entries(kinds).map(([kind, source]) => ({name: kind, pod: volume({[kind]: source}), message: /All volumes are supported/})),
      {name: 'no kind', pod: volume({}), message: /All volumes are supported/},
      {name: 'null', pod: volume({emptyDir: null}), message: /All volumes are supported/},
    ],
  },
  'windows-volumes': {
    fires: [
      {
        name: 'a Secret',
        pod: {...windows, ...volume({secret: {secretName: 's'}})},
        message: /Volume data is of type secret/,
        at: /secret:/,
      },
      {name: 'a ConfigMap', pod: {...windows, ...volume({configMap: {name: 'c'}})}, message: /is of type configMap/},
      {name: 'a share', pod: {...windows, ...volume({azureFile: {}})}, verdict: 'warning', message: /may refuse/},
    ],
    quiet: [
      {name: 'none', pod: windows, message: /no volumes/},
      {name: 'Linux', pod: volume({secret: {secretName: 's'}}), verdict: 'skipped', message: /does not say that the pods are for Windows/},
    ],
  },
}
