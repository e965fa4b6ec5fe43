import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {closeSync, openSync} from 'node:fs'
import {text} from 'node:stream/consumers'
import {fileURLToPath} from 'node:url'
import {describe, expect, it} from '@jest/globals'
import {compileCache} from '../compile-cache.ts'

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url))

/** A process of its own, which tries the real system. `system` is at hand in the code. */
function start(code: string) {
  return spawn(process.execPath, programOf(code), {stdio: ['pipe', 'pipe', 'pipe'], env: {...process.env, ...compileCache}})
}

function programOf(code: string): readonly string[] {
  const program = `const {realSystem} = await import(${JSON.stringify(new URL('../../src/system.ts', import.meta.url).href)}); const system = realSystem(); ${code}`
  return ['--input-type=module', '-e', program]
}

type Child = ReturnType<typeof start>

async function end(child: Child) {
  const [stdout, stderr, [exitCode, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null, string | null]>,
  ])
  return {stdout, stderr, exitCode, signal}
}

/** Sends a signal each time the process says that it is ready for one. */
function interruptWhenReady(child: Child, signal: NodeJS.Signals) {
  child.stderr.on('data', (said: Buffer) => {
    if (said.toString().includes('ready')) child.kill(signal)
  })
}

describe('the real system', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('turns %s into an interruption that ends whatever waits', async (signal, exitCode) => {
    const child = start(`
      const waiting = system.sleep(60_000)
      system.say('ready')
      await waiting.catch((error) => system.write(error.name + ' ' + error.exitCode + ' ' + (error === system.signal.reason)))`)
    interruptWhenReady(child, signal)
    expect(await end(child)).toMatchObject({stdout: `InterruptedError ${exitCode} true`, exitCode: 0, signal: null})
  })

  it('ends at once at the second Ctrl-C', async () => {
    const child = start(`
      system.signal.addEventListener('abort', () => system.say('ready again'))
      setInterval(() => {}, 1000)
      system.say('ready')`)
    interruptWhenReady(child, 'SIGINT')
    expect(await end(child)).toMatchObject({exitCode: 130, signal: null})
  })

  it('ends when nothing can be said any more', async () => {
    // Only Linux has a device that is always full.
    if (process.platform !== 'linux') return
    const full = openSync('/dev/full', 'w')
    // One that tries for ever answers no milder signal.
    const child = spawn(process.execPath, programOf(`system.say('lost'); system.write('kept')`), {
      stdio: ['ignore', 'pipe', full],
      timeout: 10_000,
      killSignal: 'SIGKILL',
    })
    closeSync(full)
    let stdout = ''
    child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    const [exitCode] = (await once(child, 'close')) as [number | null]
    expect({stdout, exitCode}).toEqual({stdout: 'kept', exitCode: 1})
  })

  it('prints what nobody caught as an error, without a stack or the source', async () => {
    const code = (thrown: string) => `
      const {catchCrashes} = await import(${JSON.stringify(new URL('../../src/system.ts', import.meta.url).href)})
      const {openConsole} = await import(${JSON.stringify(new URL('../../src/lib/output/console.ts', import.meta.url).href)})
      const {reportError} = await import(${JSON.stringify(new URL('../../src/errors/report-error.ts', import.meta.url).href)})
      const console = openConsole({say: text => system.say(text), isTerminal: false, columns: 80, colour: false})
      catchCrashes(error => reportError(error, console, system.signal))
      ${thrown}`
    const bug =
      'ERROR: vkctl failed with an unexpected error: lost\nThis is a bug in vkctl. Please report it with the output of the same command and --debug.\n'
    expect(await end(start(code(`setTimeout(() => { throw new Error('lost') }, 1)`)))).toMatchObject({stderr: bug, exitCode: 1})
    expect(await end(start(code(`void Promise.reject(new Error('lost')); setTimeout(() => {}, 60_000)`)))).toMatchObject({
      stderr: bug,
      exitCode: 1,
    })
    const full = `setTimeout(() => { throw Object.assign(new Error('EMFILE: too many open files, open'), {code: 'EMFILE', syscall: 'open'}) }, 1)`
    expect(await end(start(code(full)))).toMatchObject({
      stderr: 'ERROR: EMFILE: too many open files, open.\nToo many files are open. Raise the limit of the shell: ulimit -n\n',
      exitCode: 1,
    })
  })

  it('is quiet when nobody reads the output to its end', async () => {
    const child = start(`for (let line = 0; line < 20_000; line++) system.write('x'.repeat(100) + '\\n')`)
    child.stdout.once('data', () => child.stdout.destroy())
    const [stderr, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'close')])
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
  })

  it('reads all of stdin', async () => {
    const child = start('system.write((await system.readInput()).toUpperCase())')
    child.stdin.end('a secret\n')
    expect(await end(child)).toMatchObject({stdout: 'A SECRET\n', exitCode: 0})
  })

  it('asks on stderr, and takes the end of stdin for no answer', async () => {
    const code = `system.write(JSON.stringify(await system.ask('Sure? ')))`
    const answered = start(code)
    answered.stdin.end('yes\n')
    expect(await end(answered)).toMatchObject({stdout: '"yes"', stderr: 'Sure? ', exitCode: 0})
    const silent = start(code)
    silent.stdin.end()
    expect(await end(silent)).toMatchObject({stdout: '""', exitCode: 0})
  })
})

describe('bin/run.js', () => {
  it('refuses an old Node in plain words', async () => {
    const pretend = "data:text/javascript,Object.defineProperty(process, 'versions', {value: {...process.versions, node: '20.20.2'}})"
    const child = spawn(process.execPath, ['--import', pretend, path('bin/run.js'), '--version'])
    expect(await end(child)).toEqual({
      stdout: '',
      stderr: 'vkctl needs Node.js 22.13 or newer; this is 20.20.2.\n',
      exitCode: 1,
      signal: null,
    })
  })
})

describe('bin/dev.js', () => {
  // jest sets FORCE_COLOR for its own output.
  const {FORCE_COLOR: _, ...env} = process.env
  const run = (...argv: string[]) => end(spawn(process.execPath, [path('bin/dev.js'), ...argv], {env: {...env, ...compileCache}}))

  it('gives the version in one line', async () => {
    expect(await run('--version')).toMatchObject({stdout: expect.stringMatching(/^vkctl \d+\.\d+\.\d+\n$/), stderr: '', exitCode: 0})
  })

  it.each([['--help'], ['version', '-o', 'tsv'], ['sample']])('says in one line that the output cannot be written: %s', async (...argv) => {
    // Only Linux has a device that is always full.
    if (process.platform !== 'linux') return
    const full = openSync('/dev/full', 'w')
    const child = spawn(process.execPath, [path('bin/dev.js'), ...argv], {stdio: ['ignore', full, 'pipe'], env: {...env, ...compileCache}})
    closeSync(full)
    const [stderr, [exitCode]] = await Promise.all([
      text(child.stderr as NodeJS.ReadableStream as Parameters<typeof text>[0]),
      once(child, 'close') as Promise<[number | null]>,
    ])
    expect({stderr, exitCode}).toEqual({stderr: 'ERROR: Could not write the output: ENOSPC: no space left on device, write\n', exitCode: 1})
  })

  it('runs a command to its exit code', async () => {
    expect(await run('provider', 'check', '--bogus')).toMatchObject({
      stdout: '',
      stderr: expect.stringMatching(/^ERROR: unrecognized arguments: --bogus\n/),
      exitCode: 2,
    })
  })

  it('names the subscription of the environment, which az does not read, in the commands of az', async () => {
    const child = spawn(process.execPath, [path('bin/dev.js'), 'unregister'], {
      env: {...env, ...compileCache, AZURE_SUBSCRIPTION_ID: 'mine'},
    })
    expect((await end(child)).stderr).toContain('az provider unregister --namespace Microsoft.ContainerInstance --subscription mine\n')
  })

  it('shows what a bare group has, on stderr, and that it is wrong usage', async () => {
    const {stdout, stderr, exitCode} = await run('provider')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toMatch(/Group\n {4}vkctl provider : [^]*ERROR: the following arguments are required: a command of 'provider'\n$/)
  })
})
