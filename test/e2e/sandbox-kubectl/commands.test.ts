import {describe, jest} from '@jest/globals'
import {runsCommands} from '../../sandbox/kubernetes/run-commands.ts'

jest.setTimeout(180_000)

describe('every command of kubectl on the emulated API server', () => {
  runsCommands('emulated', ['4.2.3', '4.1.4', '3.18.0', '3.8.1'])
})

describe('every command of kubectl on a real API server', () => {
  runsCommands('real', ['4.2.3', '4.1.4', '3.18.0', '3.8.1'])
})
