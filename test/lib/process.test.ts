import {existsSync, readFileSync, watch, writeFileSync} from 'node:fs'
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {InterruptedError} from '../../src/lib/errors.ts'
import {ProgramError, runner, withoutSecrets} from '../../src/lib/process.ts'
import {Secret} from '../../src/lib/secret.ts'

const node = process.execPath
const never = new AbortController().signal
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'process-test-'))
})
afterAll(() => rm(folder, {recursive: true}))

/** A file's content, as soon as it is there. */
async function written(path: string): Promise<string> {
  const watcher = watch(folder)
  try {
    while (!existsSync(path)) await new Promise(resolve => watcher.once('change', resolve))
    return readFileSync(path, 'utf8')
  } finally {
    watcher.close()
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // A process that has ended but was not yet waited for answers too.
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

describe('running a program', () => {
  it('gives what it said and its exit code, which is no error', async () => {
    const script = 'process.stdout.write("out\\n"); process.stderr.write("err\\n"); process.exitCode = 3'
    expect(await runner(never)({tool: node, args: ['-e', script]})).toEqual({exitCode: 3, stdout: 'out\n', stderr: 'err\n'})
  })

  it('passes arguments as they are, through no shell', async () => {
    const args = ['a b', '$HOME', '"', "'", '; echo', '', '*', 'ü', String.raw`\n`]
    const {stdout} = await runner(never)({tool: node, args: ['-e', 'console.log(JSON.stringify(process.argv.slice(1)))', '--', ...args]})
    expect(JSON.parse(stdout)).toEqual(args)
  })

  it('adds to the environment', async () => {
    const {stdout} = await runner(never)({tool: node, args: ['-p', 'process.env.ADDED + !!process.env.PATH'], env: {ADDED: 'yes'}})
    expect(stdout.trim()).toBe('yestrue')
  })

  it('keeps secrets of the environment from it', async () => {
    const kept = {PATH: 'path', AZURE_CLIENT_ID: 'id', AZURE_FEDERATED_TOKEN_FILE: 'file', AAD_SERVICE_PRINCIPAL_CLIENT_SECRET: 'kubelogin'}
    const secrets = {
      AZURE_CLIENT_SECRET: 's',
      AZURE_CLIENT_CERTIFICATE_PASSWORD: 's',
      AZURE_PASSWORD: 's',
      VKCTL_CLIENT_SECRET: 's',
      GITHUB_TOKEN: 's',
    }
    const environment = withoutSecrets({...kept, ...secrets})
    const {stdout} = await runner(
      never,
      undefined,
      environment,
    )({
      tool: node,
      args: ['-p', 'JSON.stringify(process.env)'],
      env: {ADDED: 'yes'},
    })
    expect(JSON.parse(stdout)).toEqual({...kept, ADDED: 'yes'})
  })

  it('gives no stdin when there is no input', async () => {
    const {stdout} = await runner(never)({tool: node, args: ['-p', 'require("fs").readFileSync(0, "utf8").length']})
    expect(stdout.trim()).toBe('0')
  })

  it('shows no password and no signature of an address in the trace', async () => {
    const traced: string[] = []
    const run = runner(never, line => traced.push(line))
    await run({tool: node, args: ['-e', '', 'https://me:pa55w0rd@host/x.tgz?sig=SIGNATURE']})
    expect(traced).toEqual([expect.stringContaining('https://***@host/x.tgz?*** -> 0')])
  })

  it('hands a secret over by stdin, and neither shows it in the arguments nor in the trace', async () => {
    const lines: string[] = []
    const script = 'console.log(JSON.stringify({input: require("fs").readFileSync(0, "utf8"), argv: process.argv}))'
    const {stdout} = await runner(never, line => lines.push(line))({tool: node, args: ['-e', script], input: new Secret('s3cr3t\n"\'$')})
    const seen = JSON.parse(stdout) as {input: string; argv: string[]}
    expect(seen.input).toBe('s3cr3t\n"\'$')
    expect(seen.argv.join()).not.toContain('s3cr3t')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/ -> 0 in \d+ ms$/)
    expect(lines[0]).not.toContain('s3cr3t')
  })

  it('does not mind a program that ends without reading its input', async () => {
    const outcome = await runner(never)({tool: node, args: ['-e', 'process.exit(0)'], input: 'x'.repeat(5_000_000)})
    expect(outcome.exitCode).toBe(0)
  })

  it('gives long output whole', async () => {
    const {stdout} = await runner(never)({tool: node, args: ['-e', 'process.stdout.write("y".repeat(3000000))']})
    expect(stdout).toHaveLength(3_000_000)
  })
})

describe('a program that does not end well', () => {
  it('is named when it cannot be started', async () => {
    await expect(runner(never)({tool: join(folder, 'none'), args: []})).rejects.toThrow(ProgramError)
    await expect(runner(never)({tool: join(folder, 'none'), args: []})).rejects.toThrow(/none could not be run: ENOENT/)
  })

  it('is ended when it takes too long', async () => {
    const pidFile = join(folder, 'slow.pid')
    const end = (timeoutMs: number) => runner(never)({tool: node, args: ['-e', script], timeoutMs})
    const script = `require("fs").writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); setInterval(() => {}, 1000)`
    // A busy machine may need longer before the program is up at all.
    for (let timeoutMs = 500; !existsSync(pidFile); timeoutMs *= 2) await expect(end(timeoutMs)).rejects.toThrow(/did not finish within/)
    expect(runs(Number(readFileSync(pidFile, 'utf8')))).toBe(false)
  })

  it('is named with its verb when it takes too long, and the time ran out', async () => {
    const slow = join(folder, 'slow.mjs')
    writeFileSync(slow, 'setInterval(() => {}, 1000)')
    await expect(runner(never)({tool: node, args: [slow, 'release'], timeoutMs: 1500})).rejects.toMatchObject({
      name: 'TimedOutError',
      exitCode: 5,
      message: `${node} ${slow} did not finish within 2 seconds, and was ended.`,
      program: `node ${slow}`,
    })
  })

  it('is told apart when somebody else killed it', async () => {
    if (process.platform === 'win32') return
    await expect(runner(never)({tool: node, args: ['-e', 'process.kill(process.pid, "SIGKILL")']})).rejects.toThrow(/killed by SIGKILL/)
  })
})

describe('an interrupt', () => {
  it('ends the program and what it started, and comes out as the interrupt', async () => {
    const controller = new AbortController()
    const pids = join(folder, 'pids')
    const grandchild = join(folder, 'grandchild.cjs')
    // The grandchild keeps the pipes open, as an exec plugin of kubectl does.
    writeFileSync(
      grandchild,
      `require("fs").writeFileSync(${JSON.stringify(pids)} + ".part", process.ppid + " " + process.pid); require("fs").renameSync(${JSON.stringify(pids)} + ".part", ${JSON.stringify(pids)}); setInterval(() => {}, 1000)`,
    )
    const script = `require("child_process").spawn(process.execPath, [${JSON.stringify(grandchild)}], {stdio: "inherit"}); setInterval(() => {}, 1000)`
    const done = runner(controller.signal)({tool: node, args: ['-e', script]}).then(
      () => undefined,
      (error: unknown) => error,
    )
    const [child, descendant] = (await written(pids)).split(' ').map(Number)
    expect(runs(child ?? 0)).toBe(true)
    controller.abort(new InterruptedError('SIGTERM'))
    const error = await done
    expect(error).toBeInstanceOf(InterruptedError)
    expect((error as InterruptedError).exitCode).toBe(143)
    expect(runs(child ?? 0)).toBe(false)
    expect(runs(descendant ?? 0)).toBe(false)
  })

  it('that came before starts nothing', async () => {
    const mark = join(folder, 'started')
    const controller = new AbortController()
    controller.abort(new InterruptedError('SIGINT'))
    const run = runner(controller.signal)({tool: node, args: ['-e', `require("fs").writeFileSync(${JSON.stringify(mark)}, "")`]})
    await expect(run).rejects.toThrow(InterruptedError)
    expect(existsSync(mark)).toBe(false)
  })
})
