import {expect, it} from '@jest/globals'
import {installAgain} from '../../../../src/lib/checks/wording/install-again.ts'

const connector = {target: 'vk-linux-eastus', namespace: 'ns', osType: 'Linux', clusterOptions: ['--resource-group', 'my group']} as const

it('names the cluster and the connector, quoted for a shell', () => {
  const options = '--connector-name vk --os-type Linux --location eastus --namespace ns'
  expect(installAgain(connector)).toBe(`vkctl install-connector --resource-group 'my group' ${options}`)
  expect(installAgain({...connector, clusterOptions: []}, {yes: true})).toBe(`vkctl install-connector ${options} --yes`)
})

it('is no command for a release with the name of another chart', () => {
  expect(installAgain({...connector, target: 'aci'})).toBe('vkctl install-connector, with the same arguments as before')
})
