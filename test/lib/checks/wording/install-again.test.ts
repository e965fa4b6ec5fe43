import {expect, it} from '@jest/globals'
import {installAgain} from '../../../../src/lib/checks/wording/install-again.ts'
import {vkctl} from '../../../../src/lib/printed-commands/printed-command.ts'

const connector = {target: 'vk-linux-eastus', nodeName: 'n', namespace: 'ns', osType: 'Linux'} as const

it('names the connector and what changes', () => {
  expect(installAgain(connector, '--yes')).toEqual(
    vkctl`install-connector --connector-name vk --os-type Linux --location eastus --namespace ns --yes`,
  )
})

it('takes over a release with the name of another chart', () => {
  expect(installAgain({...connector, target: 'aci'})).toEqual(vkctl`install-connector --adopt n`)
})
