import {startErrorRule} from './start-error.ts'

export const startSubnetFree = startErrorRule({
  id: 'start-subnet-free',
  title: 'Nothing else uses its subnet',
  page: {
    symptom:
      'The connector crashes with SubnetDelegationsCannotChangeWhenSubnetUsedByResource, or says that the subnet is used by another resource.',
    cause:
      'A subnet for container groups is delegated to ACI, and Azure delegates none that holds something else, such as the nodes of the cluster.',
    fix: 'Create a subnet for container groups only and give it to the connector.',
  },
  pattern: /SubnetDelegationsCannotChangeWhenSubnetUsedByResource|is used by other Azure resource/,
  remedy: 'Run install-connector again with a subnet that nothing else uses.',
})
