import type {ManifestCases} from '../../manifest-case.ts'
const from = (valueFrom: object) => ({env: [{name: 'X', valueFrom}]})
const volume = (source: object) => ({volumes: [{name: 'data', ...source}]})

export const manifestNodeFeaturesCases: ManifestCases = {
  'downward-api': {
    fires: [
      {name: 'an address', container: from({fieldRef: {fieldPath: 'status.podIP'}}), message: /X from status\.podIP/, at: /fieldRef:/},
      {name: 'a resource', container: from({resourceFieldRef: {resource: 'limits.cpu'}}), message: /resourceFieldRef limits\.cpu/},
      {name: 'a volume', pod: volume({downwardAPI: {items: []}}), message: /downwardAPI volume/, at: /downwardAPI:/},
      {
        name: 'a projected one',
        verdict: 'warning',
        pod: volume({projected: {sources: [{downwardAPI: {}}]}}),
        message: /projects the downward API/,
        at: /- downwardAPI:/,
      },
    ],
    quiet: [
      {name: 'metadata', container: from({fieldRef: {fieldPath: "metadata.labels['app']"}}), message: /are supported/},
      {name: 'the node', container: from({fieldRef: {fieldPath: 'spec.nodeName'}}), message: /are supported/},
      {name: 'a Secret', container: from({secretKeyRef: {name: 's', key: 'k'}}), message: /are supported/},
    ],
  },
  'service-account-token': {
    fires: [
      {
        name: 'an account of its own',
        pod: {serviceAccountName: 'robot', automountServiceAccountToken: undefined},
        verdict: 'warning',
        message: /ServiceAccount robot/,
        at: /serviceAccountName/,
        remedy: /^Set automountServiceAccountToken: false/,
      },
      {name: 'by the old field', pod: {serviceAccount: 'robot', automountServiceAccountToken: true}, verdict: 'warning', message: /robot/},
    ],
    quiet: [
      {name: 'without a token', pod: {serviceAccountName: 'robot'}, message: /no token/},
      {
        name: 'without a token, as its ServiceAccount says',
        pod: {serviceAccountName: 'robot', automountServiceAccountToken: undefined},
        more: [{apiVersion: 'v1', kind: 'ServiceAccount', metadata: {name: 'robot'}, automountServiceAccountToken: false}],
        message: /no token/,
      },
      {
        name: 'with a token in a Secret',
        pod: {serviceAccountName: 'robot', automountServiceAccountToken: true},
        more: [
          {
            apiVersion: 'v1',
            kind: 'Secret',
            type: 'kubernetes.io/service-account-token',
            metadata: {name: 't', annotations: {'kubernetes.io/service-account.name': 'robot'}},
          },
        ],
        message: /a token in a Secret/,
      },
      {name: 'default', pod: {serviceAccountName: 'default', automountServiceAccountToken: undefined}, message: /no token/},
    ],
  },
  'host-namespaces': {
    fires: (['hostNetwork', 'hostPID', 'hostIPC'] as const).map(field => ({
      name: field,
      pod: {[field]: true},
      message: new RegExp(`have ${field},`),
      at: new RegExp(`${field}: true`),
    })),
    quiet: [{name: 'false', pod: {hostNetwork: false}, message: /No host namespace/}],
  },
  'host-aliases': {
    fires: [{name: 'one', pod: {hostAliases: [{ip: '1.2.3.4', hostnames: ['a']}]}, message: /hostAliases/, at: /hostAliases:/}],
    quiet: [{name: 'an empty list', pod: {hostAliases: []}, message: /no hostAliases/}],
  },
}
