import type {LabelSelector, NetworkPolicyObject} from '../../kubernetes/kinds/network-policy.ts'
import type {DeploymentObject} from '../../kubernetes/objects.ts'
import {holds} from './placement/obstacles.ts'

type Spec = NonNullable<NetworkPolicyObject['spec']>
type Rule = NonNullable<Spec['ingress']>[number]
type Peer = NonNullable<Rule['from']>[number]

const kubeletPort = 10250

/**
 * The name of a NetworkPolicy that keeps callers from port 10250 of the pods of a Deployment; undefined if there is none, or if another one
 * lets everybody in, because NetworkPolicies add up. Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function limitingPolicy(policies: readonly NetworkPolicyObject[], {spec}: DeploymentObject): string | undefined {
  const labels = spec?.template?.metadata?.labels ?? {}
  const selecting = policies.filter(policy => selects(policy, labels))
  const isOpen = selecting.some(policy => policy.spec?.ingress?.some(letsEverybodyIn) === true)
  return isOpen ? undefined : selecting[0]?.metadata.name
}

function selects({spec}: NetworkPolicyObject, labels: Readonly<Record<string, string>>): boolean {
  return (spec?.policyTypes ?? ['Ingress']).includes('Ingress') && matchesLabels(spec?.podSelector ?? {}, labels)
}

/** Whether a selector selects an object with these labels. An empty selector selects everything. */
export function matchesLabels({matchLabels = {}, matchExpressions = []}: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(requirement => holds(requirement, labels))
  )
}

function letsEverybodyIn({from = [], ports = []}: Rule): boolean {
  return (from.length === 0 || from.some(isEverybody)) && (ports.length === 0 || ports.some(isKubeletPort))
}

/** Whether it selects every pod of every namespace, or every address. */
function isEverybody({namespaceSelector, podSelector = {}, ipBlock}: Peer): boolean {
  if (ipBlock !== undefined) return /^(0\.0\.0\.0|::)\/0$/.test(ipBlock.cidr)
  return namespaceSelector !== undefined && isEmpty(namespaceSelector) && isEmpty(podSelector)
}

function isEmpty({matchLabels = {}, matchExpressions = []}: NonNullable<Peer['podSelector']>): boolean {
  return Object.keys(matchLabels).length + matchExpressions.length === 0
}

/** A named port may be this one. */
function isKubeletPort({protocol = 'TCP', port, endPort}: NonNullable<Rule['ports']>[number]): boolean {
  if (protocol !== 'TCP') return false
  return typeof port === 'number' ? port === kubeletPort || (port < kubeletPort && kubeletPort <= (endPort ?? port)) : true
}
