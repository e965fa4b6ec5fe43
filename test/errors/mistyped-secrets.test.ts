import {expect, it} from '@jest/globals'
import InstallConnector from '../../src/commands/install-connector.ts'
import Validate from '../../src/commands/validate.ts'
import {runCommand} from '../run-command.ts'

const cluster = ['-g', 'myGroup', '-n', 'myCluster']
const withSecret = 'https://me:hunter2@example.com/x?sig=hunter2'

it.each([
  ['--client-secrte=hunter2'],
  ['--client-secert', 'hunter2'],
  ['--clientsecret', 'hunter2'],
  ['-client-secret', 'hunter2'],
  ['--password', 'hunter2'],
  ['--client-secrte', 'hunter2', '--debug'],
  ['--set-values', withSecret],
  ['--set-values', withSecret, '--debug'],
  ['--char-url', withSecret],
  [withSecret],
  ['--chart-url', 'http://me:hunter2@example.com/x'],
  ['--chart-url', withSecret, '--os-type', 'linxu'],
])('install-connector %s %s: no secret is repeated', async (...argv) => {
  const {stdout, stderr, exitCode} = await runCommand(InstallConnector, 'install-connector', [...cluster, ...argv])
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(/^(DEBUG: .*\n)*ERROR: /)
  expect(stdout + stderr).not.toContain('hunter2')
})

it.each([['-f'], ['--from']])('validate %s: no secret is repeated', async flag => {
  const {stdout, stderr, exitCode} = await runCommand(Validate, 'validate', [flag, withSecret])
  expect({exitCode, stdout}).toEqual({exitCode: 2, stdout: ''})
  expect(stderr).toContain('https://***@example.com')
  expect(stderr).not.toContain('hunter2')
})
