import {describe, jest} from '@jest/globals'
import {runsAllCommands} from './run-commands.ts'

jest.setTimeout(120_000)

// The other versions of kubectl, and a real API server: test/e2e/sandbox-kubectl/.
describe('every command of kubectl on the emulated API server', () => {
  runsAllCommands('emulated', ['4.2.3'])
})
