import type {Subnet, VirtualNetwork} from '../../../azure/resources/virtual-networks.ts'
import {connectorRule, type ConnectorNetwork, type ConnectorSubject, type ConnectorValues} from '../../facts/connector-values.ts'
import type {Judgement, Rule, RuleText} from '../../engine/rule.ts'
import {whenChanged, whenMissing} from '../../facts/drift.ts'
import {subnetById} from '../../facts/subnet.ts'

interface NetworkRule<Need extends keyof ConnectorValues, Seen> extends Omit<RuleText, 'category'> {
  /** Facts that the rule needs in addition to those of its kind. */
  readonly needs: readonly Need[]
  readonly after?: readonly string[]
  readonly preflight?: boolean
  check(seen: Seen, subject: ConnectorSubject, values: Pick<ConnectorValues, Need>): Judgement
}

type ConnectorRule = Rule<ConnectorSubject, ConnectorValues>

/** The variables that tell a connector about its network. */
const variables = /\.env(\[(ACI_VNET|ACI_SUBNET|KUBE_DNS_IP|MASTER_URI|CLUSTER_CIDR)|$)/

/** A rule about the network configuration of a connector. It is skipped if the connector uses no subnet. */
export function networkRule<Need extends keyof ConnectorValues>(rule: NetworkRule<Need, ConnectorNetwork>): ConnectorRule {
  return connectorRule<Need | 'network'>({
    ...rule,
    explainedBy: [whenChanged(['Deployment'], variables), whenMissing(['Deployment']), ...(rule.explainedBy ?? [])],
    category: 'network',
    needs: ['network', ...rule.needs],
    check(subject, values) {
      const {network} = values as Pick<ConnectorValues, 'network'>
      if (network === undefined) return {verdict: 'skipped', message: 'The connector uses no subnet'}
      return rule.check(network, subject, values)
    },
  })
}

/** What rules about a subnet check. */
export interface SubnetInUse {
  readonly network: ConnectorNetwork
  readonly virtualNetwork: VirtualNetwork
  readonly subnet: Subnet
}

/** Every rule about a subnet depends on this rule. */
export const subnetExistsId = 'subnet-exists'

/** A rule about the subnet itself. It is skipped if the subnet does not exist. */
export function subnetRule<Need extends keyof ConnectorValues>(rule: NetworkRule<Need, SubnetInUse>): ConnectorRule {
  return networkRule<Need | 'virtualNetwork'>({
    ...rule,
    needs: ['virtualNetwork', ...rule.needs],
    after: [subnetExistsId, ...(rule.after ?? [])],
    check(network, subject, values) {
      const {virtualNetwork} = values as Pick<ConnectorValues, 'virtualNetwork'>
      const subnet = virtualNetwork && subnetById(virtualNetwork, network.subnetId)
      if (virtualNetwork === undefined || subnet === undefined) {
        return {verdict: 'skipped', message: `The subnet ${network.subnetName} does not exist`}
      }
      return rule.check({network, virtualNetwork, subnet}, subject, values)
    },
  })
}
