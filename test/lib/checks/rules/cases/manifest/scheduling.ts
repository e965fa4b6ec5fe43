import {selector, type ManifestCases} from '../../manifest-case.ts'

const selecting = (labels: object) => ({nodeSelector: {...selector, ...labels}})
const required = (...terms: readonly object[]) => ({
  affinity: {
    nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: terms.map(one => ({matchExpressions: [one]}))}},
  },
})
const arch = {key: 'kubernetes.io/arch', operator: 'In', values: ['amd64']}
const agent = {key: 'kubernetes.io/role', operator: 'In', values: ['agent']}
const hostname = 'kubernetes.io/hostname'
const zone = 'topology.kubernetes.io/zone'
const spread = (fields: object) => ({
  topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: 'DoNotSchedule', ...fields}],
})
const apart = (term: object = {}) => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: hostname, labelSelector: {matchLabels: {app: 'web'}}, ...term}],
    },
  },
})
const near = (topologyKey: string) => ({
  affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey, labelSelector: {}}]}},
})

export const manifestSchedulingCases: ManifestCases = {
  'node-labels-known': {
    fires: [
      {
        name: 'an architecture',
        pod: selecting({'kubernetes.io/arch': 'amd64'}),
        message: /kubernetes\.io\/arch: amd64, which no/,
        at: /arch/,
      },
      {name: 'a zone', pod: selecting({[zone]: 'westeurope-1'}), message: /zone: westeurope-1, which no virtual node has/},
      {name: 'an agent pool', pod: selecting({agentpool: 'pool1'}), message: /agentpool: pool1/},
      {name: 'a label of Azure', pod: selecting({'kubernetes.azure.com/mode': 'user'}), message: /which no virtual node has/},
      {name: 'another role', pod: selecting({'kubernetes.io/role': 'master'}), message: /role: master/},
      {name: 'an affinity', pod: required(arch), message: /arch: amd64/, at: /key: kubernetes\.io\/arch/},
      {name: 'the absence of a role', pod: required({...agent, operator: 'NotIn'}), message: /role NotIn \[agent\]/},
      {
        name: 'a label of somebody',
        pod: selecting({team: 'a'}),
        verdict: 'warning',
        message: /only if you add it/,
        remedy: /kubectl label node/,
      },
    ],
    quiet: [
      {name: 'labels that are there', pod: selecting({'kubernetes.io/role': 'agent', [hostname]: 'n'}), message: /have the required/},
      {name: 'one of two terms', pod: required(arch, agent), message: /have the required/},
      {name: 'the absence of a label', pod: required({...arch, operator: 'NotIn'}), message: /have the required/},
    ],
  },
  'pod-spreading': {
    fires: [
      {name: 'by zone', pod: spread({}), message: /spread by topology\.kubernetes\.io\/zone/, remedy: /ScheduleAnyway/},
      {name: 'over several nodes', pod: spread({topologyKey: hostname, minDomains: 2}), message: /over 2 nodes/},
      {name: 'one on each node', spec: {replicas: 3}, pod: apart(), message: /The 3 pods must not share a node/},
      {name: 'a rolling update', pod: apart(), verdict: 'warning', message: /waits forever/, remedy: /Recreate/},
      {
        name: 'by an expression',
        spec: {replicas: 2},
        pod: apart({labelSelector: {matchExpressions: [{key: 'app', operator: 'In', values: ['web']}]}}),
        message: /The 2 pods/,
      },
      {name: 'near others by zone', pod: near(zone), message: /must be near others by/},
    ],
    quiet: [
      {name: 'if possible', pod: spread({whenUnsatisfiable: 'ScheduleAnyway'}), message: /Nothing spreads/},
      {name: 'by node', pod: spread({topologyKey: hostname}), message: /Nothing spreads/},
      {name: 'apart from others', spec: {replicas: 3}, pod: apart({labelSelector: {matchLabels: {app: 'db'}}}), message: /Nothing/},
      {name: 'a single pod that is recreated', spec: {strategy: {type: 'Recreate'}}, pod: apart(), message: /Nothing/},
      {name: 'one in each zone', spec: {replicas: 3}, pod: apart({topologyKey: zone}), message: /Nothing/},
      {name: 'near others on the node', pod: near(hostname), message: /Nothing/},
    ],
  },
  'node-resources': {
    fires: [
      {
        name: 'disk space',
        container: {resources: {requests: {'ephemeral-storage': '1Gi'}}},
        message: /requests ephemeral-storage/,
        at: /ephemeral-storage: 1Gi/,
      },
      {name: 'a limit alone', container: {resources: {limits: {'ephemeral-storage': '1Gi'}}}, message: /stay Pending/},
      {name: 'huge pages', container: {resources: {limits: {'hugepages-2Mi': '4Mi'}}}, message: /hugepages-2Mi/},
      {name: 'a device', container: {resources: {limits: {'example.com/device': 1}}}, message: /example\.com\/device/},
    ],
    quiet: [
      {name: 'none of it', container: {resources: {requests: {'ephemeral-storage': 0}}}, message: /cpu and memory only/},
      {name: 'a GPU, which is another check', container: {resources: {limits: {'nvidia.com/gpu': 1}}}, message: /cpu and memory only/},
    ],
  },
}
