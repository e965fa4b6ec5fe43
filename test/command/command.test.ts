import {chown, mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {VkctlCommand} from '../../src/command.ts'
import {clusterFlags} from '../../src/flags.ts'
import {InterruptedError, NotFoundError, UserError, type ExitCode} from '../../src/lib/errors.ts'
import type {System} from '../../src/system.ts'
import {runCommand} from '../run-command.ts'

/** Runs a command whose work is the given function. */
function act(work: (command: Example) => Promise<ExitCode | void>, argv: readonly string[] = [], overrides: Partial<System> = {}) {
  class Working extends Example {
    async run(): Promise<ExitCode | void> {
      await this.parse(Working)
      return work(this)
    }
  }
  return runCommand(Working, 'example', argv, overrides)
}

abstract class Example extends VkctlCommand {
  show(value: unknown) {
    return this.print(value)
  }
  say() {
    return this.talk
  }
  agree(yes = false) {
    return this.confirm(yes)
  }
}

const fail = (reason: Error) => act(async () => Promise.reject(reason))

describe('the end of a command', () => {
  it('is 0 when nothing is said about it, else what run() gives', async () => {
    expect((await act(async () => {})).exitCode).toBe(0)
    expect((await act(async () => 6)).exitCode).toBe(6)
  })

  it('is one error with its hints and its exit code', async () => {
    expect(await fail(new NotFoundError('There is no cluster rig.', {hints: ['Look with az aks list.']}))).toEqual({
      stdout: '',
      stderr: 'ERROR: There is no cluster rig.\nLook with az aks list.\n',
      exitCode: 3,
    })
  })

  it('calls a bug a bug, without a stack', async () => {
    const {stderr, exitCode} = await fail(new TypeError('x is undefined'))
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/^ERROR: vkctl failed with an unexpected error: x is undefined\nThis is a bug/)
    expect(stderr).not.toContain('    at ')
  })

  it('shows the stacks of an error and its causes with --debug', async () => {
    const {stderr} = await act(async () => Promise.reject(new UserError('no', {cause: new TypeError('deep')})), ['--debug'])
    expect(stderr).toMatch(/DEBUG: UserError: no\n +at /)
    expect(stderr).toMatch(/DEBUG: TypeError: deep\n +at /)
  })

  it('is the interruption when something fails because of it', async () => {
    const {stderr, exitCode} = await act(async () => Promise.reject(new Error('socket hang up')), [], {
      signal: AbortSignal.abort(new InterruptedError('SIGTERM')),
    })
    expect({stderr, exitCode}).toEqual({stderr: 'ERROR: Interrupted by SIGTERM.\n', exitCode: 143})
  })

  it('says with --verbose how long it took', async () => {
    expect((await act(async () => {}, ['--verbose'])).stderr).toMatch(/^INFO: Command ran in \d+\.\d{3} seconds\.\n$/)
  })
})

describe('output', () => {
  const print = (argv: readonly string[], env: Record<string, string> = {}) => act(command => command.show({b: 1, a: 'x'}), argv, {env})

  it('is JSON unless asked otherwise, in any case', async () => {
    expect((await print([])).stdout).toBe('{\n  "a": "x",\n  "b": 1\n}\n')
    expect((await print(['-o', 'TSV'])).stdout).toBe('x\t1\n')
    expect((await print(['-o', 'tsv', '-o', 'none'])).stdout).toBe('')
  })

  it('follows the configured format, but the command line first', async () => {
    expect((await print([], {AZURE_CORE_OUTPUT: 'Table'})).stdout).toBe('A    B\n---  ---\nx    1\n')
    expect((await print(['-o', 'tsv'], {AZURE_CORE_OUTPUT: 'table'})).stdout).toBe('x\t1\n')
  })

  it('refuses a configured format that does not exist before anything is done', async () => {
    const {stdout, stderr, exitCode} = await print([], {AZURE_CORE_OUTPUT: 'xml'})
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain("AZURE_CORE_OUTPUT: 'xml' is not a valid value for core.output.")
  })

  it('is coloured on a terminal only', async () => {
    const terminal = {stdin: false, stdout: true, stderr: false, columns: 80}
    const {stdout} = await act(command => command.show('x'), ['-o', 'jsonc'], {terminal})
    expect(stdout).toBe('\u001B[33m"x"\u001B[39m\n')
    expect((await act(command => command.show('x'), ['-o', 'jsonc'])).stdout).toBe('"x"\n')
    expect((await act(command => command.show('x'), ['-o', 'jsonc'], {terminal, env: {AZURE_CORE_NO_COLOR: 'yes'}})).stdout).toBe('"x"\n')
  })
})

describe('talk', () => {
  const talk = (argv: readonly string[], env: Record<string, string> = {}) =>
    act(async command => command.say().warning('careful'), argv, {env})

  it('is silenced by --only-show-errors and by the configuration', async () => {
    expect((await talk([])).stderr).toBe('WARNING: careful\n')
    expect((await talk(['--only-show-errors'])).stderr).toBe('')
    expect((await talk([], {AZURE_CORE_ONLY_SHOW_ERRORS: 'true'})).stderr).toBe('')
  })
})

describe('a question', () => {
  const terminal = {stdin: true, stdout: true, stderr: true, columns: 80}
  const answering = (...answers: string[]) => {
    const questions: string[] = []
    const ask: System['ask'] = async question => {
      questions.push(question)
      return answers.shift() ?? ''
    }
    return {questions, run: () => act(command => command.agree(), [], {terminal, ask})}
  }

  it('is asked until the answer is yes or no', async () => {
    const {questions, run} = answering('maybe', 'Y')
    expect((await run()).exitCode).toBe(0)
    expect(questions).toEqual(Array.from({length: 2}, () => 'Are you sure you want to perform this operation? (y/n): '))
  })

  it.each(['n', 'No', ''])('answered by "%s" cancels', async answer => {
    const {stderr, exitCode} = await act(command => command.agree(), [], {terminal, ask: async () => answer, env: {NO_COLOR: '1'}})
    expect({stderr, exitCode}).toEqual({stderr: 'ERROR: Operation cancelled.\n', exitCode: 1})
  })

  it('cannot be asked without a terminal', async () => {
    expect(await act(command => command.agree())).toEqual({
      stdout: '',
      stderr:
        'WARNING: Are you sure you want to perform this operation?\nWARNING: Unable to prompt for confirmation as no tty available. Use --yes.\nERROR: Operation cancelled.\n',
      exitCode: 1,
    })
  })

  it('is not asked with --yes or when the configuration says so', async () => {
    expect((await act(command => command.agree(true))).exitCode).toBe(0)
    expect((await act(command => command.agree(), [], {env: {AZURE_CORE_DISABLE_CONFIRM_PROMPT: '1'}})).exitCode).toBe(0)
  })
})

describe('a configuration file of a parent folder', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'checkout-'))
    await mkdir(join(folder, '.azure'))
    await mkdir(join(folder, '.vkctl'))
    await writeFile(join(folder, '.azure', 'config'), '[cloud]\nname = AzureChinaCloud\n[defaults]\ngroup = theirs\n')
    await writeFile(join(folder, '.vkctl', 'config'), '[defaults]\ncluster_name = prod\n')
  })
  afterEach(() => rm(folder, {recursive: true}))

  const azure = () => join(folder, '.azure', 'config')
  const decided = () => [
    `--resource-group is theirs, says ${azure()}.`,
    `--name is prod, says ${join(folder, '.vkctl', 'config')}.`,
    `The cloud is AzureChinaCloud, says ${azure()}.`,
  ]

  class WithCluster extends Example {
    static override flags = clusterFlags
    async run(): Promise<void> {
      await this.parse(WithCluster)
      await this.agree()
    }
  }
  const run = (argv: readonly string[], overrides: Partial<System>) =>
    runCommand(WithCluster, 'example', argv, {cwd: folder, env: {NO_COLOR: '1'}, ...overrides})
  const terminal = {stdin: true, stdout: true, stderr: true, columns: 80}

  it('is named in every question that depends on it', async () => {
    const questions: string[] = []
    const ask = async (question: string) => {
      questions.push(question)
      return 'y'
    }
    await run([], {terminal, ask})
    await run(['-g', 'mine', '-n', 'rig'], {terminal, ask})
    const question = 'Are you sure you want to perform this operation? (y/n): '
    expect(questions).toEqual([[...decided(), question].join('\n'), [decided()[2], question].join('\n')])
  })

  it('is named with --verbose, and where nothing is asked because of it', async () => {
    const {stderr} = await run(['--verbose'], {terminal, ask: async () => 'y'})
    expect(stderr).toContain(
      decided()
        .map(line => `INFO: ${line}\n`)
        .join(''),
    )
    await writeFile(azure(), '[core]\ndisable_confirm_prompt = true\n')
    expect((await run(['-g', 'mine', '-n', 'rig'], {})).stderr).toBe(`WARNING: Questions are turned off, says ${azure()}.\n`)
  })

  it('is ignored, and that is said, when it belongs to another user', async () => {
    // Only root can give a file away.
    if (process.getuid?.() !== 0) return
    await chown(azure(), 65_534, 65_534)
    expect((await run(['-n', 'rig'], {})).stderr).toMatch(
      new RegExp(
        `^WARNING: Ignored ${azure()}, because it or its folder belongs to another user\\.\nERROR: the following arguments are required: --resource-group`,
      ),
    )
  })
})
