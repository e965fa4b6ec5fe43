import {describe, expect, it} from '@jest/globals'
import ProviderRegister from '../../../src/commands/provider/register.ts'
import type {Azure} from '../../../src/lib/azure/azure.ts'
import {InterruptedError} from '../../../src/lib/errors.ts'
import type {System} from '../../../src/system.ts'
import {runCommand} from '../../run-command.ts'

/** Registers against states that ARM shows one after another; the last one stays. Time passes by sleeping only. */
function register(argv: readonly string[], states: readonly string[], overrides: Partial<System> = {}) {
  let clock = 0
  let shown = 0
  const provider = async (namespace: string) => ({
    namespace,
    registrationState: states[Math.min(shown++, states.length - 1)] ?? '',
    containerGroupLocations: [],
  })
  return runCommand(ProviderRegister, 'provider register', argv, {
    azure: async () => ({provider, registerProvider: provider}) as unknown as Azure,
    now: () => new Date(clock),
    async sleep(ms) {
      clock += ms
    },
    ...overrides,
  })
}

const silence = {stdout: '', stderr: '', exitCode: 0}

describe('provider register', () => {
  it('is silent when the provider is registered already', async () => {
    expect(await register([], ['Registered'])).toEqual(silence)
  })

  it('warns once that registering goes on, and prints nothing in any format', async () => {
    expect(await register(['-n', 'Microsoft.Network', '-o', 'json'], ['Registering'])).toEqual({
      stdout: '',
      stderr: 'WARNING: Registering is still on-going. You can monitor using:\nvkctl provider check --namespace Microsoft.Network\n',
      exitCode: 0,
    })
    expect(await register(['--only-show-errors'], ['Registering'])).toEqual(silence)
  })

  it('waits with --wait, and says for what', async () => {
    expect(await register(['--wait'], ['Registering', 'Registering', 'Registered'])).toEqual({
      stdout: '',
      stderr: `Waiting for Microsoft.ContainerInstance to be registered: Registering
Microsoft.ContainerInstance is registered after 1 s.
`,
      exitCode: 0,
    })
  })

  it('fails when the registration is undone meanwhile', async () => {
    const {stderr, exitCode} = await register(['--wait'], ['Registering', 'Unregistering'])
    expect(exitCode).toBe(1)
    expect(stderr).toContain('ERROR: Microsoft.ContainerInstance is Unregistering')
  })

  it('ends with 5 when the time runs out', async () => {
    const {stderr, exitCode} = await register(['--wait', '--timeout', '30s'], ['Registering'])
    expect(exitCode).toBe(5)
    expect(stderr).toContain('ERROR: Microsoft.ContainerInstance is still Registering after 30 seconds.\n')
  })

  it('ends with 130 on Ctrl-C', async () => {
    const {exitCode} = await register(['--wait'], ['Registering'], {sleep: async () => Promise.reject(new InterruptedError('SIGINT'))})
    expect(exitCode).toBe(130)
  })
})
