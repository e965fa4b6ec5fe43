import {once} from 'node:events'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, it} from '@jest/globals'
import Version from '../../src/commands/version.ts'
import {runner} from '../../src/lib/process.ts'
import {runCommand} from '../run-command.ts'
import {tools} from '../tools.ts'

const version = (env: Record<string, string>, argv: readonly string[] = []) =>
  runCommand(Version, 'version', argv, {env, runner: () => runner(new AbortController().signal)})

/** A registry of npm on loopback that knows this version of vkctl, or none; counts what it is asked. */
async function withRegistry(
  latest: string | undefined,
  use: (env: Record<string, string>, asked: () => readonly string[]) => Promise<void>,
): Promise<void> {
  const asked: string[] = []
  const folder = await mkdtemp(join(tmpdir(), 'registry-'))
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(latest === undefined ? 404 : 200, {'content-type': 'application/json'})
    const versions = latest === undefined ? {} : {[latest]: {name: 'vkctl', version: latest}}
    response.end(JSON.stringify(latest === undefined ? {error: 'Not found'} : {name: 'vkctl', 'dist-tags': {latest}, versions}))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  try {
    await use({PATH: process.env['PATH'] ?? '', npm_config_registry: registry, npm_config_cache: folder, HOME: folder}, () => asked)
  } finally {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
    await rm(folder, {recursive: true, force: true})
  }
}

describe('version --check', () => {
  it.each([
    ['9.0.0', true],
    ['0.0.0-aaa', false],
  ])('asks the registry of npm: %s', async (latest, updateAvailable) => {
    await withRegistry(latest, async (env, asked) => {
      const {stdout, stderr, exitCode} = await version(env, ['--check'])
      expect({stderr: stderr.includes('is available'), exitCode}).toEqual({stderr: updateAvailable, exitCode: 0})
      expect(JSON.parse(stdout)).toMatchObject({vkctl: '0.0.0-test', latest, updateAvailable})
      expect(asked()).toEqual(['/vkctl'])
    })
  })

  it('says what kept it from asking', async () => {
    await withRegistry(undefined, async env => {
      const missing = await version(env, ['--check'])
      expect(missing).toMatchObject({stdout: '', exitCode: 1, stderr: expect.stringContaining('The registry of npm has no package vkctl.')})
      const unreachable = await version({...env, npm_config_registry: 'http://127.0.0.1:1/', npm_config_fetch_retries: '0'}, ['--check'])
      expect(unreachable).toMatchObject({stdout: '', exitCode: 1, stderr: expect.stringContaining('ECONNREFUSED')})
      const without = await version({PATH: ''}, ['--check'])
      expect(without).toMatchObject({stdout: '', exitCode: 1, stderr: expect.stringContaining('npm was not found')})
    })
  })

  it('does not ask the registry that the current folder names', async () => {
    await withRegistry('9.0.0', async (ofRegistry, asked) => {
      const {npm_config_registry: registry = '', ...others} = ofRegistry
      const folder = await mkdtemp(join(tmpdir(), 'project-'))
      const before = process.cwd()
      try {
        await writeFile(join(folder, 'package.json'), '{}')
        await writeFile(join(folder, '.npmrc'), `registry=${registry}$\{NPM_TOKEN}/\n`)
        const userconfig = join(folder, 'of-the-user')
        await writeFile(userconfig, 'registry=http://127.0.0.1:1/\n')
        process.chdir(folder)
        const env = {...others, NPM_TOKEN: 's3cret', npm_config_userconfig: userconfig, npm_config_fetch_retries: '0'}
        const {stderr, exitCode} = await version(env, ['--check'])
        expect({asked: asked(), exitCode}).toEqual({asked: [], exitCode: 1})
        expect(stderr).toContain('ECONNREFUSED')
      } finally {
        process.chdir(before)
        await rm(folder, {recursive: true})
      }
    })
  })

  it('is the only thing that asks', async () => {
    await withRegistry('9.0.0', async (env, asked) => {
      expect((await version(env)).exitCode).toBe(0)
      expect(asked()).toEqual([])
    })
  })
})

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
