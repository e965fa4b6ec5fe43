import type {ManifestCases} from '../../manifest-case.ts'

const volume = (source: object) => ({volumes: [{name: 'data', ...source}]})
const csi = (volumeAttributes: object) => volume({csi: {driver: 'file.csi.azure.com', volumeAttributes}})
const projected = (...sources: readonly object[]) => volume({projected: {sources}})
const config = (kind: string, content: object) => ({apiVersion: 'v1', kind, metadata: {name: 'c'}, ...content})
const items = [{key: 'ca.crt', path: 'ca.crt'}]
const token = {serviceAccountToken: {path: 'token'}}
const mounted = (mount: object) => ({
  pod: volume({emptyDir: {}}),
  container: {volumeMounts: [{name: 'data', mountPath: '/etc/a.conf', ...mount}]},
})

export const manifestVolumeContentsCases: ManifestCases = {
  'azure-file-secrets': {
    fires: [
      {name: 'no Secret', pod: csi({shareName: 's'}), message: /Volume data has no secretName/, at: /volumeAttributes/},
      {name: 'neither Secret nor share', pod: csi({}), message: /no secretName and no shareName/},
      {
        name: 'a Secret without the key',
        pod: volume({azureFile: {secretName: 'c', shareName: 's'}}),
        more: [config('Secret', {stringData: {azurestorageaccountname: 'a'}})],
        message: /The Secret c of the volume data has no azurestorageaccountkey/,
      },
      {
        name: 'the same for csi',
        pod: csi({shareName: 's', secretName: 'c'}),
        more: [config('Secret', {})],
        message: /no azurestorageaccountname and no/,
      },
    ],
    quiet: [
      {name: 'a Secret that is elsewhere', pod: csi({shareName: 's', secretName: 'c'}), message: /All file shares/},
      {
        name: 'a whole Secret',
        pod: volume({azureFile: {secretName: 'c', shareName: 's'}}),
        more: [config('Secret', {stringData: {azurestorageaccountname: 'a', azurestorageaccountkey: 'b'}})],
        message: /All file shares/,
      },
    ],
  },
  'empty-volumes': {
    fires: [
      {name: 'a token alone', pod: projected(token), message: /projected volume data is empty/, at: /projected:/},
      {name: 'a ConfigMap without items', pod: projected({configMap: {name: 'c'}}), message: /projected volume data is empty/},
      {name: 'no sources', pod: projected(), message: /is empty/},
      {
        name: 'a token beside files',
        pod: projected(token, {configMap: {name: 'c', items}}),
        verdict: 'warning',
        message: /no files from serviceAccountToken/,
      },
      {
        name: 'a Secret without items beside files',
        pod: projected({secret: {name: 's'}}, {configMap: {name: 'c', items}}),
        message: /lists no items/,
      },
      {
        name: 'certificates beside files',
        pod: projected({clusterTrustBundle: {name: 'a', path: 'a.pem'}}, {configMap: {name: 'c', items}}),
        message: /no files from clusterTrustBundle, which the provider does not support/,
        remedy: /Remove/,
      },
      {
        name: 'an empty ConfigMap',
        pod: volume({configMap: {name: 'c'}}),
        more: [config('ConfigMap', {})],
        message: /ConfigMap c, which is empty/,
      },
      {
        name: 'an optional Secret',
        pod: volume({secret: {secretName: 's', optional: true}}),
        verdict: 'warning',
        message: /which is optional/,
      },
    ],
    quiet: [
      {name: 'files', pod: projected({configMap: {name: 'c', items}}), message: /All volumes/},
      {name: 'a ConfigMap', pod: volume({configMap: {name: 'c'}}), more: [config('ConfigMap', {data: {a: 'b'}})], message: /All volumes/},
      {
        name: 'a token of a Secret',
        pod: {...projected(token), serviceAccountName: 'robot'},
        more: [
          config('Secret', {
            type: 'kubernetes.io/service-account-token',
            metadata: {name: 't', annotations: {'kubernetes.io/service-account.name': 'robot'}},
          }),
        ],
        message: /All volumes/,
      },
    ],
  },
  'mounted-files': {
    fires: [
      {
        name: 'subPath',
        ...mounted({subPath: 'a.conf'}),
        message: /\(subPath\)\. On a virtual node, \/etc\/a\.conf becomes a folder/,
        at: /subPath/,
      },
      {name: 'subPathExpr', ...mounted({subPathExpr: '$(A)'}), message: /becomes a folder/},
      {
        name: 'another name',
        pod: volume({configMap: {name: 'c', items: [{key: 'a', path: 'b/c.conf'}]}}),
        message: /puts the key a into the file b\/c\.conf\. On a virtual node, the file is named a\./,
        at: /path: b/,
      },
      {
        name: 'another name in a projection',
        pod: projected({secret: {name: 's', items: [{key: 'a', path: 'b'}]}}),
        message: /key a into the file b/,
      },
    ],
    quiet: [
      {name: 'a folder', ...mounted({}), message: /No volume uses subPath/},
      {name: 'the same name', pod: volume({configMap: {name: 'c', items: [{key: 'a', path: 'a'}]}}), message: /No volume/},
    ],
  },
}
