import {describe, expect, it} from '@jest/globals'
import {execa} from 'execa'
import {shellLines} from '../../sandbox/shell-lines.ts'

const value = `it's "$HOME" and \\ more`

describe('shell lines', () => {
  it('give bash the very value', async () => {
    const {stdout} = await execa('bash', ['-c', `${shellLines({VALUE: value}, 'bash')}printf %s "$VALUE"`])
    expect(stdout).toBe(value)
  })

  it('quote for PowerShell', () => {
    expect(shellLines({VALUE: "it's"}, 'powershell')).toBe("$env:VALUE = 'it''s'\n")
  })
})
