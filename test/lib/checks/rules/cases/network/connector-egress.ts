import type {NetworkPolicyObject} from '../../../../../../src/lib/kubernetes/kinds/network-policy.ts'
import type {DeploymentObject} from '../../../../../../src/lib/kubernetes/objects.ts'
import {deployment, lease, pod} from '../../../objects.ts'
import {well} from '../../../well.ts'
import type {Case, Cases} from '../../case.ts'

type Egress = NonNullable<NonNullable<NetworkPolicyObject['spec']>['egress']>

const labels = {app: 'connector'}
const labelled = (more: object = {}): readonly DeploymentObject[] => [
  {...deployment(), spec: {template: {metadata: {labels}, spec: {containers: [], ...more}}}},
]
const policy = (egress: Egress | undefined, spec: NetworkPolicyObject['spec'] = {}, name = 'deny'): NetworkPolicyObject => ({
  metadata: {name, namespace: 'vk'},
  spec: {podSelector: {}, policyTypes: ['Egress'], ...(egress !== undefined && {egress}), ...spec},
})
const withPolicies = (policies: readonly NetworkPolicyObject[], engines: readonly string[] = []) => ({
  egressPolicies: {policies, engines},
  deployments: labelled(),
})

const dns: Egress = [
  {
    to: [
      {
        namespaceSelector: {matchLabels: {'kubernetes.io/metadata.name': 'kube-system'}},
        podSelector: {matchLabels: {'k8s-app': 'kube-dns'}},
      },
    ],
    ports: [{protocol: 'UDP', port: 53}],
  },
]
const https: Egress = [{ports: [{protocol: 'TCP', port: 443}]}]
const imds: Egress = [{to: [{ipBlock: {cidr: '169.254.169.254/32'}}], ports: [{port: 80}]}]
const toAll = (...except: readonly string[]): Egress => [{to: [{ipBlock: {cidr: '0.0.0.0/0', except}}]}]
const all =
  /from the DNS service \(UDP 53\), Azure \(TCP 443\), the API server \(TCP 443\), the instance metadata service \(TCP 80 at 169\.254\.169\.254\)\./

const lets = (name: string, policies: readonly NetworkPolicyObject[]): Case => ({
  name,
  facts: withPolicies(policies),
  message: /lets the connector call what it needs$/,
})
const free = (name: string, policies: readonly NetworkPolicyObject[]): Case => ({
  name,
  facts: withPolicies(policies),
  message: /^No NetworkPolicy limits/,
})

export const connectorEgressCases: Cases = {
  'imds-allowed': {
    fires: [
      {
        name: 'AKS keeps pods from it',
        facts: {podLinkLocalAccess: 'None'},
        message: /^The cluster c keeps pods from the instance metadata service \(podLinkLocalAccess: None\)\./,
        remedy: /az aks update --resource-group g --name c --disable-imds-restriction/,
      },
    ],
    quiet: [
      {name: 'AKS lets them', facts: {podLinkLocalAccess: 'IMDS'}, message: /is IMDS$/},
      {name: 'Azure does not tell', verdict: 'skipped', message: /does not report/},
      {
        name: 'a service principal, which needs no token from there',
        facts: {podLinkLocalAccess: 'None', identity: {kind: 'servicePrincipal', clientId: 'c', objectId: undefined}},
        verdict: 'skipped',
        message: /service principal/,
      },
      {name: 'no identity', facts: {podLinkLocalAccess: 'None', identity: undefined}, verdict: 'skipped', message: /not recorded/},
      {
        name: 'a pod with the address of its node',
        facts: {podLinkLocalAccess: 'None', deployments: labelled({hostNetwork: true})},
        message: /hostNetwork/,
      },
    ],
  },
  'connector-egress': {
    fires: [
      {
        name: 'everything is denied',
        facts: withPolicies([policy(undefined, {policyTypes: ['Ingress', 'Egress']})]),
        message: new RegExp(`^The NetworkPolicy deny keeps the connector ${all.source} azure enforces it\\.$`),
        remedy: /^Add a NetworkPolicy in the namespace vk that selects/,
      },
      {
        name: 'nothing is known to enforce it',
        facts: {...withPolicies([policy([])]), networkPolicyEngine: undefined},
        verdict: 'warning',
        message: /vkctl found nothing that does\.$/,
      },
      {
        name: 'nothing is known to enforce it, but the connector gets no answer',
        facts: {
          ...withPolicies([policy([])]),
          networkPolicyEngine: undefined,
          pods: [pod({startedAt: '2026-11-23T11:59:20Z'})],
          lease: lease('2026-11-23T11:50:00.000000Z'),
        },
        message: /The connector gets no answer, so something seems to enforce it\.$/,
      },
      {
        name: 'a plugin of the user enforces it',
        facts: {...withPolicies([policy([])], ['calico-node']), networkPolicyEngine: undefined},
        message: /calico-node enforces it\.$/,
      },
      {
        name: 'only the names of the cluster and Azure',
        facts: withPolicies([policy(dns), policy(https, {}, 'https')]),
        message: /^The NetworkPolicy deny, https keeps the connector from the instance metadata service/,
      },
      {
        name: 'all addresses but the link-local ones',
        facts: withPolicies([policy([...dns, ...toAll('169.254.0.0/16')])]),
        message: /keeps the connector from the instance metadata service \(TCP 80 at 169\.254\.169\.254\)\. azure/,
      },
      {
        name: 'only the private addresses',
        facts: withPolicies([policy([{to: [{ipBlock: {cidr: '10.0.0.0/8'}}]}, ...imds])]),
        message: /keeps the connector from Azure \(TCP 443\)\. azure/,
      },
      {
        name: 'only some addresses of the internet',
        facts: withPolicies([policy([...dns, ...imds, {to: [{ipBlock: {cidr: '20.0.0.0/8'}}]}])]),
        verdict: 'warning',
        message: /vkctl cannot tell whether it allows Azure \(TCP 443\), the API server \(TCP 443\)\.$/,
      },
      {
        name: 'other ports and other pods',
        facts: withPolicies([
          policy([
            {
              ports: [
                {port: 80, endPort: 442},
                {protocol: 'UDP', port: 443},
              ],
            },
            {to: [{podSelector: {}}], ports: [{port: 'https'}]},
          ]),
        ]),
        message: /from the DNS service \(UDP 53\), Azure \(TCP 443\), the API server \(TCP 443\)\./,
      },
    ],
    quiet: [
      lets('each by its own policy', [policy([]), policy(dns), policy(https), policy(imds)]),
      lets('a rule without limits', [policy([{}])]),
      lets('a range of ports', [policy([...dns, ...imds, {ports: [{port: 400, endPort: 500}]}])]),
      free('none', []),
      free('for other pods', [policy([], {podSelector: {matchLabels: {app: 'web'}}})]),
      free('only for ingress', [policy(undefined, {policyTypes: ['Ingress']}), {metadata: {name: 'x'}, spec: {podSelector: {}}}]),
      {
        name: 'a service principal without the metadata service',
        facts: {...withPolicies([policy([...dns, ...https])]), identity: {kind: 'servicePrincipal', clientId: 'c', objectId: undefined}},
        message: /lets the connector call/,
      },
      {
        name: 'a pod with the address of its node',
        facts: {...withPolicies([policy([])]), deployments: labelled({hostNetwork: true})},
        message: /^No NetworkPolicy limits/,
      },
      {name: 'no Deployment', facts: {egressPolicies: well.egressPolicies, deployments: []}, verdict: 'skipped', message: /no Deployment/},
    ],
  },
}
