import {startErrorRule} from './start-error.ts'

export const startNetworkName = startErrorRule({
  id: 'start-network-name',
  title: 'It was given the name of a network',
  page: {
    symptom: 'The connector crashes with "vnet name can not be empty please set ACI_VNET_NAME".',
    cause:
      'The provider wants the name of a virtual network even when it does not use one, and neither its environment nor azure.json has one.',
    fix: 'Run install-connector without --chart-url: the chart of vkctl always gives a name. Otherwise set vnet.name, or the variable ACI_VNET_NAME, to any text.',
  },
  pattern: /vnet name can not be empty/,
  remedy: 'Run install-connector for this connector, without --chart-url.',
})
