import {nameOf} from '../../../azure/resources/ids.ts'
import {subnetRule} from '../../network-rule.ts'

export const subnetEgress = subnetRule({
  id: 'subnet-egress',
  title: 'Its subnet has a NAT gateway',
  page: {
    symptom: 'Pods on the subnet reach nothing outside the virtual network; images of public registries are not pulled.',
    cause: 'Container groups on a subnet have no public address. They reach the internet only by a NAT gateway on the subnet.',
    fix: 'Attach a NAT gateway with az network vnet subnet update --nat-gateway, unless the pods need nothing outside the network.',
  },
  needs: [],
  preflight: true,
  check({network: {subnetId, subnetName}, subnet: {natGatewayId}}) {
    if (natGatewayId !== undefined) return {verdict: 'ok', message: `${subnetName} has ${nameOf(natGatewayId)}`}
    return {
      verdict: 'warning',
      message: `The subnet ${subnetName} has no NAT gateway; pods on it do not reach the internet.`,
      remedy: `az network vnet subnet update --ids ${subnetId} --nat-gateway NAT_GATEWAY_ID`,
    }
  },
})
