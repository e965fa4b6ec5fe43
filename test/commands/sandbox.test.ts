import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {once} from 'node:events'
import {createServer, type AddressInfo} from 'node:net'
import {join} from 'node:path'
import {describe, expect, it} from '@jest/globals'
import {execa} from 'execa'
import Sandbox from '../../src/commands/sandbox.ts'
import {InterruptedError} from '../../src/lib/errors.ts'
import {compileCache} from '../compile-cache.ts'
import {builtVkctl} from '../lifecycle/world/vkctl-package.ts'
import {runCommand} from '../run-command.ts'

const vkctl = join(builtVkctl(), 'bin', 'run.js')
const options = {reject: false, env: compileCache} as const

describe('vkctl sandbox', () => {
  it('runs a command in its environment and ends with its exit code', async () => {
    const {exitCode, stdout} = await execa(
      process.execPath,
      [vkctl, 'sandbox', '--exec', '--', process.execPath, '-p', 'process.exitCode = 42; process.env.VKCTL_DEFAULTS_CLUSTER_NAME'],
      options,
    )
    expect({exitCode, stdout}).toEqual({exitCode: 42, stdout: 'myAKSCluster'})
  })

  it('starts the world of a file, changed by --set', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'world-'))
    const file = join(folder, 'world.yaml')
    writeFileSync(file, 'quota: {StandardCores: 3, ContainerGroups: 5}')
    const show =
      'fetch(process.env.VKCTL_SANDBOX + "/world").then(reply => reply.json()).then(({quota}) => console.log(JSON.stringify(quota)))'
    const args = [
      '--world',
      file,
      '--set',
      'quota.StandardCores=0',
      '--set',
      'delays.registration=never',
      '--exec',
      process.execPath,
      '-e',
      show,
    ]
    const {exitCode, stdout} = await execa(process.execPath, [vkctl, 'sandbox', ...args], options)
    rmSync(folder, {recursive: true})
    expect({exitCode, stdout}).toEqual({exitCode: 0, stdout: '{"ContainerGroups":5,"StandardCores":0}'})
  })

  it.each([
    [['--set', 'quota.Cores=1'], 'quota has no "Cores". It has ContainerGroups, StandardCores.'],
    [['--set', 'quota'], 'A setting must be of the form quota.StandardCores=0'],
    [['--world', 'no-such-file.yaml'], 'the file no-such-file.yaml does not exist'],
  ])('refuses a world that cannot be: %j', async (argv, message) => {
    const {exitCode, stdout, stderr} = await runCommand(Sandbox, 'sandbox', argv)
    expect({exitCode, stdout, stderr}).toEqual({exitCode: 2, stdout: '', stderr: expect.stringContaining(message)})
  })

  it('says that a port is in use', async () => {
    const server = createServer()
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const {port} = server.address() as AddressInfo
    const {exitCode, stderr} = await runCommand(Sandbox, 'sandbox', ['--port', String(port)])
    server.close()
    expect({exitCode, stderr}).toEqual({exitCode: 1, stderr: `ERROR: Port ${port} is in use.\nChoose another one with --port.\n`})
  })

  it('passes SIGTERM on, and waits for the command', async () => {
    const script = "process.on('SIGTERM', () => process.exit(9)); setInterval(() => {}, 1000); console.log('up')"
    const sandbox = execa(process.execPath, [vkctl, 'sandbox', '--exec', process.execPath, '--eval', script], options)
    sandbox.stdout.once('data', () => sandbox.kill('SIGTERM'))
    expect((await sandbox).exitCode).toBe(9)
  })

  it('says that a command does not exist as shells do', async () => {
    const {exitCode} = await execa(process.execPath, [vkctl, 'sandbox', '--exec', 'no-such-command-here'], options)
    expect(exitCode).toBe(127)
  })

  it.each([[[]], [['--exec', 'no-such-command-here']]])(
    'ends when it is interrupted before it is up, and closes what it has started: %j',
    async argv => {
      let closed = false
      class Starting extends Sandbox {
        protected override async start() {
          return {env: {}, close: async () => void (closed = true)}
        }
      }
      const {exitCode, stdout} = await runCommand(Starting, 'sandbox', argv, {signal: AbortSignal.abort(new InterruptedError('SIGTERM'))})
      expect({exitCode, stdout, closed}).toEqual({exitCode: 143, stdout: '', closed: true})
    },
  )

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('prints its environment, and leaves nothing behind when it gets %s', async (signal, code) => {
    const sandbox = execa(process.execPath, [vkctl, 'sandbox'], options)
    const config = await new Promise<string>((resolve, reject) => {
      let printed = ''
      sandbox.stdout.on('end', () => reject(new Error(`The sandbox ended and printed ${printed}`)))
      sandbox.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString()
        const directory = /^export AZURE_CONFIG_DIR='(.*)'$/m.exec(printed)?.[1]
        if (directory !== undefined && printed.includes('VKCTL_SANDBOX')) resolve(directory)
      })
    })
    expect(existsSync(config)).toBe(true)
    sandbox.kill(signal)
    const {exitCode, stderr} = await sandbox
    expect(exitCode).toBe(code)
    expect(stderr).toContain('Ctrl-C')
    expect(existsSync(config)).toBe(false)
  })
})
