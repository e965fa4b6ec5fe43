import {describe, expect, it} from '@jest/globals'
import Version from '../../src/commands/version.ts'
import {runner} from '../../src/lib/process.ts'
import {runCommand} from '../run-command.ts'
import {tools} from '../tools.ts'

const version = (env: Record<string, string>, argv: readonly string[] = []) =>
  runCommand(Version, 'version', argv, {env, runner: () => runner(new AbortController().signal)})

describe('version', () => {
  it.each(['3.8.1', '3.18.0', '4.1.4', '4.2.3'] as const)('shows what is found and where: helm %s', async wanted => {
    const {helm, kubectl, kubectlVersion} = tools[wanted]
    const {stdout, exitCode} = await version({VKCTL_HELM: helm, VKCTL_KUBECTL: kubectl})
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      vkctl: '0.0.0-test',
      node: process.versions.node,
      helm: {version: expect.stringMatching(`^${wanted.replaceAll('.', '\\.')}\\b`), path: helm},
      kubectl: {version: expect.stringMatching(`^${kubectlVersion.replaceAll('.', '\\.').replace(/0$/, '\\d+')}\\b`), path: kubectl},
    })
  })

  it('shows a missing tool as null, and in a table as not found', async () => {
    const env = {PATH: '', VKCTL_KUBECTL: process.execPath}
    const {stdout, exitCode} = await version(env)
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({helm: null, kubectl: null})
    expect((await version(env, ['-o', 'table'])).stdout).toMatch(
      /^Component    Version[ ]+Path\n.*\nvkctl        0\.0\.0-test\nnode .*\nhelm         not found\nkubectl      not found\n$/,
    )
  })
})
