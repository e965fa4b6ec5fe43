import {describe, jest} from '@jest/globals'
import {runsCommands} from './run-commands.ts'

jest.setTimeout(120_000)

// The other commands and versions of kubectl, and a real API server: test/e2e/sandbox-kubectl/.
describe('the commands of kubectl that create objects, on the emulated API server', () => {
  runsCommands('emulated', ['4.2.3'], ({args}) => /^(create|run|expose|autoscale)/.test(args))
})
