import {describe, expect, it} from '@jest/globals'
import Orphans from '../../src/commands/orphans.ts'
import {wellAzure} from '../lib/azure/well-azure.ts'
import {containerGroup} from '../lib/orphans/groups.ts'
import {runCommand} from '../run-command.ts'
import {tools} from '../tools.ts'

const {helm, kubectl} = tools['4.2.3']
const env = {VKCTL_HELM: helm, VKCTL_KUBECTL: kubectl}
/** Answers what helm says of its version, and nothing else. */
const runner = () => async () => ({exitCode: 0, stdout: 'v4.2.3', stderr: ''})

describe('orphans', () => {
  it.each([
    [['--delete'], 'argument --delete: requires --class or --container-group'],
    [['--delete', '--class', 'live'], 'container groups of the class live cannot be deleted by class'],
    [['--delete', '--class', 'pod-gone,cluster-unknown'], 'of the class cluster-unknown cannot be deleted by class'],
    [['--class', 'dead'], "'dead' is not a valid value for '--class'. Allowed values: live, pod-gone, node-gone, cluster-unknown."],
    [['-n', 'c'], 'argument --name: it needs --resource-group'],
    [['--all-clusters', '-g', 'g', '-n', 'c'], 'not allowed with argument'],
    [['--all-clusters', '--kubeconfig', 'k'], 'not allowed with argument'],
    [['--kubeconfig', 'k', '--admin'], 'not allowed with argument'],
  ])('refuses %j', async (argv, message) => {
    const {stderr, stdout, exitCode} = await runCommand(Orphans, 'orphans', argv)
    expect(stderr).toContain(message)
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
  })

  it('without a cluster lists what there is, of the subscription or of a resource group', async () => {
    const asked: (string | undefined)[] = []
    const azure = wellAzure('', {
      async containerGroups(resourceGroup) {
        asked.push(resourceGroup)
        return [containerGroup('web'), {...containerGroup('other'), tags: {}}]
      },
    })
    const run = (...argv: readonly string[]) => runCommand(Orphans, 'orphans', argv, {env, runner, azure: async () => azure})
    const {stdout, exitCode} = await run('-o', 'table')
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^Name +ResourceGroup +Class +Node +Pod +Age +Cores +MemoryGb$/m)
    expect(stdout).toMatch(/^default-web +MC_a +cluster-unknown .* default\/web +4h45m +1 +1\.5$/m)
    expect(stdout).not.toContain('other')
    expect((await run('-g', 'aci', '--query', 'containerGroups[].name', '-o', 'tsv')).stdout).toBe('default-web\n')
    expect(asked).toEqual([undefined, 'aci'])
    const configured = {env: {...env, AZURE_DEFAULTS_GROUP: 'aci'}, runner, azure: async () => azure}
    await runCommand(Orphans, 'orphans', [], configured)
    expect(asked.at(-1)).toBeUndefined()
  })
})
