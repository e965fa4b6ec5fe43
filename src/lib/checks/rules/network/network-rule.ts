import type {Subnet, VirtualNetwork} from '../../../azure/resources/virtual-networks.ts'
import {connectorRule, type ConnectorNetwork, type ConnectorSubject, type ConnectorValues} from '../../facts/connector-values.ts'
import type {Judgement, Rule, RuleText} from '../../engine/rule.ts'
import {subnetById} from '../../facts/subnet.ts'

interface NetworkRule<Need extends keyof ConnectorValues, Seen> extends Omit<RuleText, 'category'> {
  /** Beside what the kind of rule needs. */
  readonly needs: readonly Need[]
  readonly after?: readonly string[]
  readonly preflight?: boolean
  check(seen: Seen, subject: ConnectorSubject, values: Pick<ConnectorValues, Need>): Judgement
}

type ConnectorRule = Rule<ConnectorSubject, ConnectorValues>

/** A rule about how a connector is told to use its subnet; skipped for one that uses none. */
export function networkRule<Need extends keyof ConnectorValues>(rule: NetworkRule<Need, ConnectorNetwork>): ConnectorRule {
  return connectorRule<Need | 'network'>({
    ...rule,
    category: 'network',
    needs: ['network', ...rule.needs],
    check(subject, values) {
      const {network} = values as Pick<ConnectorValues, 'network'>
      if (network === undefined) return {verdict: 'skipped', message: 'It uses no virtual network'}
      return rule.check(network, subject, values)
    },
  })
}

/** What a rule about a subnet sees. */
export interface SubnetInUse {
  readonly network: ConnectorNetwork
  readonly virtualNetwork: VirtualNetwork
  readonly subnet: Subnet
}

/** The rule that every rule about a subnet stands on. */
export const subnetExistsId = 'subnet-exists'

/** A rule about the subnet itself. */
export function subnetRule<Need extends keyof ConnectorValues>(rule: NetworkRule<Need, SubnetInUse>): ConnectorRule {
  return networkRule<Need | 'virtualNetwork'>({
    ...rule,
    needs: ['virtualNetwork', ...rule.needs],
    after: [subnetExistsId, ...(rule.after ?? [])],
    check(network, subject, values) {
      const {virtualNetwork} = values as Pick<ConnectorValues, 'virtualNetwork'>
      const subnet = virtualNetwork && subnetById(virtualNetwork, network.subnetId)
      if (virtualNetwork === undefined || subnet === undefined) {
        return {verdict: 'skipped', message: `There is no subnet ${network.subnetName}`}
      }
      return rule.check({network, virtualNetwork, subnet}, subject, values)
    },
  })
}
