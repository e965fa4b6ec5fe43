import {describe, expect, it} from '@jest/globals'
import InstallConnector from '../../src/commands/install-connector.ts'
import List from '../../src/commands/list.ts'
import Orphans from '../../src/commands/orphans.ts'
import {runCommand} from '../run-command.ts'

const cluster = ['-g', 'myGroup', '-n', 'myCluster']

async function hintOf(command: 'install-connector' | 'list' | 'orphans', ...argv: readonly string[]): Promise<string | undefined> {
  const Class = {'install-connector': InstallConnector, list: List, orphans: Orphans}[command]
  const {stderr, exitCode} = await runCommand(Class, command, [...cluster, ...argv])
  expect({exitCode, stderr}).toMatchObject({exitCode: 2, stderr: expect.stringMatching(/^ERROR: /)})
  return stderr.split('\n').find(line => line.startsWith('Did you mean'))
}

describe('a misspelt flag or value', () => {
  it.each([
    ['--skip-chekcs', "Did you mean '--skip-checks' ?"],
    ['--ignore-checks', "Did you mean '--skip-checks' ?"],
    ['--auto-approve', "Did you mean '--yes' ?"],
    ['--dryrun', "Did you mean '--dry-run' ?"],
    ['--nowait', "Did you mean '--no-wait' ?"],
    ['--rollback', undefined],
    ['--no-assign-role', undefined],
    ['help', 'Did you mean: vkctl install-connector --help'],
  ])('install-connector %s', async (word, hint) => {
    expect(await hintOf('install-connector', word)).toBe(hint)
  })

  it.each([
    ['--os-type', 'windwos', "Did you mean 'Windows' ?"],
    ['--os-type', 'win', "Did you mean 'Windows' ?"],
    ['--skip-checks', 'role-asigned', "Did you mean 'role-assigned' ?"],
    ['--reset', 'image-tga', "Did you mean 'image-tag' ?"],
    ['--output', 'jsno', "Did you mean 'json' ?"],
  ])('install-connector %s %s', async (flag, value, hint) => {
    expect(await hintOf('install-connector', flag, value)).toBe(hint)
  })

  it('other commands too', async () => {
    expect(await hintOf('list', '--kube-context', 'x')).toBe("Did you mean '--context' ?")
    expect(await hintOf('orphans', '--class', 'pod-gon')).toBe("Did you mean 'pod-gone' ?")
  })
})
