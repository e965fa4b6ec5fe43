import {describe, expect, it} from '@jest/globals'
import ProviderCheck from '../../../src/commands/provider/check.ts'
import type {Azure} from '../../../src/lib/azure/azure.ts'
import {NotFoundError} from '../../../src/lib/errors.ts'
import {runCommand} from '../../run-command.ts'

const azureWith = (registrationState: string) =>
  ({
    subscriptionId: 'sub-1',
    provider: async (namespace: string) => ({namespace, registrationState, containerGroupLocations: ['East US']}),
  }) as unknown as Azure

const check = (argv: readonly string[], azure: Azure) => runCommand(ProviderCheck, 'provider check', argv, {azure: async () => azure})

describe('provider check', () => {
  it('shows a registered provider and ends with 0', async () => {
    expect(await check(['-o', 'table'], azureWith('Registered'))).toEqual({
      stdout: [
        'Namespace                    RegistrationState',
        '---------------------------  -------------------',
        'Microsoft.ContainerInstance  Registered',
        '',
      ].join('\n'),
      stderr: '',
      exitCode: 0,
    })
  })

  it.each(['NotRegistered', 'Registering', 'Unregistered'])('ends with 4 and the command that mends it when it is %s', async state => {
    const {stdout, stderr, exitCode} = await check([], azureWith(state))
    expect(JSON.parse(stdout)).toEqual({namespace: 'Microsoft.ContainerInstance', registrationState: state})
    expect(stderr).toContain('vkctl provider register --namespace Microsoft.ContainerInstance --wait')
    expect(exitCode).toBe(4)
  })

  it('asks for the namespace that was given', async () => {
    const {stdout} = await check(['-n', 'Microsoft.Network', '--query', 'namespace', '-o', 'tsv'], azureWith('Registered'))
    expect(stdout).toBe('Microsoft.Network\n')
  })

  it('says what Azure says when the namespace does not exist', async () => {
    const azure = {
      provider: async () => {
        throw new NotFoundError("(InvalidResourceNamespace) The resource namespace 'nope' is invalid.")
      },
    } as unknown as Azure
    expect(await check(['-n', 'nope'], azure)).toEqual({
      stdout: '',
      stderr: "ERROR: (InvalidResourceNamespace) The resource namespace 'nope' is invalid.\n",
      exitCode: 3,
    })
  })
})
