import {describe, expect, it} from '@jest/globals'
import {chosenConnectors, clusterFlags} from '../src/flags.ts'
import {VkctlCommand} from '../src/command.ts'
import {runCommand} from './run-command.ts'

class Example extends VkctlCommand {
  static override flags = clusterFlags

  async run(): Promise<void> {
    const {flags} = await this.parse(Example)
    await this.print({group: flags['resource-group'], cluster: flags.name})
  }
}

const run = (group: string, cluster: string) => runCommand(Example, 'example', [`--resource-group=${group}`, `--name=${cluster}`], {})

describe('the cluster that a command is for', () => {
  it.each(['..', '../x', 'a/b', 'ends.', 'x'.repeat(91), 'a b', 'a%2Fb', 'a?b'])('is not in the resource group %j', async group => {
    const {stderr, exitCode} = await run(group, 'rig')
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`argument --resource-group/-g: '${group}' is not a valid name of a resource group`)
  })

  it.each(['..', '../x', 'a/b', '-a', 'a.b', 'x'.repeat(64)])('is not called %j', async cluster => {
    const {stderr, exitCode} = await run('rig-rg', cluster)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`argument --name/-n: '${cluster}' is not a valid name of a managed cluster`)
  })

  it('has every name that Azure accepts', async () => {
    const {stdout} = await run('Größe_(1).x-', 'a_B-9')
    expect(JSON.parse(stdout)).toEqual({group: 'Größe_(1).x-', cluster: 'a_B-9'})
  })
})

describe('the connectors that flags choose', () => {
  it.each([
    [{}, {}],
    [
      {'connector-name': 'vk', 'os-type': 'Both', location: 'West Europe', namespace: 'ns'},
      {connectorName: 'vk', osTypes: ['Linux', 'Windows'], location: 'westeurope', namespace: 'ns'},
    ],
    // --connector-name has its default.
    [
      {'connector-name': 'vk', node: 'n', 'os-type': 'Windows'},
      {nodeName: 'n', osTypes: ['Windows']},
    ],
  ] as const)('are, with %j, %j', (flags, filter) => {
    expect(chosenConnectors(flags)).toEqual(filter)
  })
})
