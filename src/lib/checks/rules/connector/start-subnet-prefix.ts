import {startErrorRule} from './start-error.ts'

export const startSubnetPrefix = startErrorRule({
  id: 'start-subnet-prefix',
  title: 'Its subnet has the address range that it was told',
  page: {
    symptom: 'The connector crashes with "found subnet … using different CIDR".',
    cause:
      'It was given an address range that is not the first of the subnet. The chart virtual-kubelet-azure-aci has 10.241.0.0/16 by default.',
    fix: 'Leave the range out (vnet.subnetCidr of the chart, ACI_SUBNET_CIDR): then the connector takes what the subnet has.',
  },
  pattern: /using different CIDR/,
  remedy: "Run install-connector again without a subnet range, or with the subnet's own.",
})
