import {deployment} from '../../../objects.ts'
import {aci, networkId, onSubnet, subnet, subnetId} from '../../../networks.ts'
import type {Case, Cases} from '../../case.ts'
import {group} from '../container-groups.ts'

export const addresses = (count: number): readonly string[] => Array.from({length: count}, (_, index) => `/ipConfigurations/${index}`)
const containerGroups = (count: number) => Array.from({length: count}, (_, index) => group(`pod-${index}`))
export const rights = {principalId: 'p-1', scope: subnetId, missing: [], denied: [], conditional: []}
const noNetwork: Case = {name: 'no virtual network', verdict: 'skipped', message: /uses no subnet/}
const noSubnet: Case = {
  name: 'no such subnet',
  facts: {...onSubnet({virtualNetwork: {subnets: []}}), networkPermission: rights},
  verdict: 'skipped',
  message: /subnet aci does not exist/,
}

/** Every rule about a subnet is quiet without a network and without the subnet. */
export const none = [noNetwork, noSubnet]

export const subnetCases: Cases = {
  'subnet-exists': {
    fires: [
      {
        name: 'no virtual network of that name',
        facts: {...onSubnet(), virtualNetwork: undefined},
        message: /subnet aci does not exist: the resource group n has no virtual network v\./,
      },
      {
        name: 'no subnet of that name',
        facts: onSubnet({subnet: {id: `${networkId}/subnets/aci-2`}}),
        message: /network v has no subnet aci\./,
        remedy: `az network vnet subnet create --resource-group n --vnet-name v --name aci --address-prefixes CIDR --delegations ${aci}`,
      },
      {
        name: 'no subnet, but a range for it',
        facts: onSubnet({network: {subnetCidr: '10.9.0.0/24'}, virtualNetwork: {subnets: []}}),
        message: /no subnet aci\./,
        remedy: /--address-prefixes 10\.9\.0\.0\/24 /,
      },
    ],
    quiet: [{name: 'in other letters', facts: onSubnet({subnet: {id: subnetId.toUpperCase()}}), message: /aci exists in v$/}, noNetwork],
  },
  'subnet-region': {
    fires: [
      {
        name: 'a network elsewhere',
        facts: onSubnet({virtualNetwork: {location: 'West Europe'}}),
        message: /v is in westeurope, but the connector is for eastus/,
        remedy: /--vnet-subnet-id SUBNET_ID .*\nOr install the connector in westeurope\.$/,
      },
    ],
    quiet: [
      {name: 'its location, as Azure shows it', facts: onSubnet({virtualNetwork: {location: 'East US'}}), message: /v is in eastus/},
      {name: 'nobody knows the location', subject: {location: ''}, facts: onSubnet(), verdict: 'skipped', message: /is not recorded/},
      ...none,
    ],
  },
  'subnet-prefix': {
    fires: [
      {
        name: 'the default of the upstream chart',
        facts: onSubnet({network: {subnetCidr: '10.241.0.0/16'}}),
        message: /aci has the range 10\.1\.0\.0\/24\. The connector expects 10\.241\.0\.0\/16/,
      },
      {
        name: 'not the first range',
        facts: onSubnet({network: {subnetCidr: '10.2.0.0/24'}, subnet: {addressPrefixes: ['10.1.0.0/24', '10.2.0.0/24']}}),
        message: /has the range 10\.1\.0\.0\/24\./,
      },
      {
        name: 'a subnet without one',
        facts: onSubnet({network: {subnetCidr: '10.2.0.0/24'}, subnet: {addressPrefixes: []}}),
        message: /has the range none/,
      },
    ],
    quiet: [
      {name: 'that of the subnet', facts: onSubnet({network: {subnetCidr: '10.1.0.0/24'}}), message: /aci has the range 10\.1\.0\.0\/24/},
      {name: 'whatever it has', facts: onSubnet(), message: /range of the subnet aci: 10\.1\.0\.0\/24/},
      ...none,
    ],
  },
  'subnet-addresses': {
    fires: [
      {
        name: 'none left',
        facts: {
          ...onSubnet({subnet: {addressPrefixes: ['10.1.0.0/28'], ipConfigurationIds: addresses(6)}}),
          containerGroups: containerGroups(5),
        },
        message: /aci \(10\.1\.0\.0\/28\) has 0 of 11 addresses left/,
      },
      {name: 'a range of one', facts: onSubnet({subnet: {addressPrefixes: ['10.1.0.0/32']}}), message: /0 of 0/},
      {
        name: 'four left',
        facts: {
          ...onSubnet({subnet: {addressPrefixes: ['10.1.0.0/28'], ipConfigurationIds: addresses(4)}}),
          containerGroups: containerGroups(3),
        },
        verdict: 'warning',
        message: /4 of 11/,
      },
    ],
    quiet: [
      {
        name: 'five left',
        facts: {...onSubnet({subnet: {addressPrefixes: ['10.1.0.0/28', 'fd00::/64']}}), containerGroups: containerGroups(6)},
        message: /^5 of 11 addresses are free in aci$/,
      },
      {
        name: 'two ranges',
        facts: {...onSubnet({subnet: {addressPrefixes: ['10.1.0.0/28', '10.2.0.0/29']}}), containerGroups: containerGroups(9)},
        message: /^5 of 14 addresses are/,
      },
      ...none,
    ],
  },
  'subnet-egress': {
    fires: [
      {
        name: 'no NAT gateway',
        facts: onSubnet({subnet: {natGatewayId: undefined}}),
        verdict: 'warning',
        message: /aci has no NAT gateway/,
        remedy: `az network vnet subnet update --ids ${subnetId} --nat-gateway NAT_GATEWAY_ID`,
      },
    ],
    quiet: [{name: 'one', facts: onSubnet(), message: /aci has the NAT gateway nat-1$/}, ...none],
  },
  'subnet-released': {
    fires: [
      {
        name: 'still delegated',
        facts: {...onSubnet(), deployments: []},
        verdict: 'warning',
        message: /subnet aci is still delegated or linked/,
      },
      {
        name: 'still linked',
        facts: {...onSubnet({subnet: {delegations: [], associationLinks: [aci]}}), deployments: []},
        verdict: 'warning',
        message: /is still delegated or linked/,
        remedy: new RegExp(`--ids ${subnetId} --remove delegations$`),
      },
    ],
    quiet: [
      {name: 'it is installed', facts: {...onSubnet(), deployments: [deployment()]}, message: /is installed/},
      {
        name: 'it is free',
        facts: {...onSubnet({subnet: {...subnet, delegations: []}}), deployments: []},
        message: /has released the subnet aci/,
      },
      ...none,
    ],
  },
}
