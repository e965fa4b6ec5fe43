import {BlockList, isIPv4} from 'node:net'
import type {NetworkPolicyObject, PolicyPeer, PolicyPort} from '../../kubernetes/kinds/network-policy.ts'
import type {DeploymentObject} from '../../kubernetes/objects.ts'
import {matchesLabels} from './port-policies.ts'

/** The NetworkPolicies in the namespace of a connector, and what in the cluster enforces them. */
export interface EgressPolicies {
  readonly policies: readonly NetworkPolicyObject[]
  /** Names of the DaemonSets of known network plugins that enforce NetworkPolicies; not read if no policy limits egress. */
  readonly engines: readonly string[]
}

/** What a connector calls. `azure` stands for Resource Manager and Entra ID. */
export type Destination = 'dns' | 'azure' | 'api-server' | 'imds'

const ports: Readonly<Record<Destination, {readonly protocol: string; readonly port: number}>> = {
  dns: {protocol: 'UDP', port: 53},
  azure: {protocol: 'TCP', port: 443},
  'api-server': {protocol: 'TCP', port: 443},
  imds: {protocol: 'TCP', port: 80},
}
const imdsAddress = '169.254.169.254'

/** Whether an address or a rule is allowed; `maybe`: that depends on addresses that vkctl does not know. */
type Answer = 'yes' | 'maybe' | 'no'

/** What the policies keep the pods of a Deployment from; undefined if none of them limits egress of its pods. NetworkPolicies add up. */
export interface EgressLimits {
  readonly policies: readonly string[]
  readonly blocked: readonly Destination[]
  readonly doubtful: readonly Destination[]
}

/** Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/ */
export function egressLimits(
  all: readonly NetworkPolicyObject[],
  {spec}: DeploymentObject,
  destinations: readonly Destination[],
): EgressLimits | undefined {
  const {metadata: {labels = {}} = {}, spec: pod = {}} = spec?.template ?? {}
  const selecting = all.filter(policy => limitsEgress(policy) && matchesLabels(policy.spec?.podSelector ?? {}, labels))
  // NetworkPolicies do not apply to pods with the address of their node.
  if (selecting.length === 0 || pod.hostNetwork === true) return undefined
  const rules = selecting.flatMap(policy => policy.spec?.egress ?? [])
  const answers = destinations.map(destination => ({
    destination,
    answer: best(rules.filter(({ports: open = []}) => hasPort(open, destination)).map(({to = []}) => reaches(to, destination))),
  }))
  const having = (wanted: Answer): readonly Destination[] =>
    answers.filter(({answer}) => answer === wanted).map(({destination}) => destination)
  return {policies: selecting.map(({metadata}) => metadata.name), blocked: having('no'), doubtful: having('maybe')}
}

/** A policy without types limits egress if it has rules for it. */
export function limitsEgress({spec}: NetworkPolicyObject): boolean {
  return spec?.policyTypes?.includes('Egress') ?? (spec?.egress ?? []).length > 0
}

function best(answers: readonly Answer[]): Answer {
  return (['yes', 'maybe'] as const).find(answer => answers.includes(answer)) ?? 'no'
}

function hasPort(open: readonly PolicyPort[], destination: Destination): boolean {
  const wanted = ports[destination]
  return (
    open.length === 0 ||
    open.some(({protocol = 'TCP', port, endPort}) => {
      if (protocol !== wanted.protocol) return false
      // A named port is one of a pod.
      if (typeof port === 'string') return destination === 'dns'
      return port === undefined || port === wanted.port || (port < wanted.port && wanted.port <= (endPort ?? port))
    })
  )
}

function reaches(to: readonly PolicyPeer[], destination: Destination): Answer {
  return to.length === 0
    ? 'yes'
    : best(to.map(peer => (peer.ipBlock === undefined ? byLabels(peer, destination) : byAddress(peer.ipBlock, destination))))
}

/** Only the DNS service of the cluster runs in pods. Of its namespace only the name is known. */
function byLabels({namespaceSelector, podSelector = {}}: PolicyPeer, destination: Destination): Answer {
  if (destination !== 'dns' || namespaceSelector === undefined) return 'no'
  const isMatch =
    matchesLabels(namespaceSelector, {'kubernetes.io/metadata.name': 'kube-system'}) && matchesLabels(podSelector, {'k8s-app': 'kube-dns'})
  return isMatch ? 'yes' : 'maybe'
}

/** Addresses that are not on the internet. */
const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '100.64.0.0/10']

function byAddress({cidr, except = []}: NonNullable<PolicyPeer['ipBlock']>, destination: Destination): Answer {
  if (destination === 'imds') return contains(cidr, imdsAddress) && !except.some(range => contains(range, imdsAddress)) ? 'yes' : 'no'
  if (/^(0\.0\.0\.0|::)\/0$/.test(cidr)) return destination === 'dns' ? 'maybe' : 'yes'
  // The API server of a private cluster has a private address, as the pods of the DNS service have.
  if (destination !== 'azure') return 'maybe'
  return privateRanges.some(range => contains(range, cidr.split('/')[0] ?? '')) ? 'no' : 'maybe'
}

function contains(cidr: string, address: string): boolean {
  const [network = '', length] = cidr.split('/')
  if (!isIPv4(network) || !isIPv4(address)) return false
  const list = new BlockList()
  list.addSubnet(network, Number(length ?? 32))
  return list.check(address)
}
