import {join} from 'node:path'
import * as Flags from '@oclif/core/flags'
import type {InferredFlags} from '@oclif/core/interfaces'
import {VkctlCommand} from '../command.ts'
import {drillRows, drillsClosing, endLine, type DrillResult} from '../drills/drill.ts'
import {drillJunit} from '../drills/junit.ts'
import {duration, globalFlagsWith} from '../flags.ts'
import {inGroup} from '../help/argument-groups.ts'
import {exitCodes, InterruptedError, UsageError, UserError, type ExitCode} from '../lib/errors.ts'
import {writeGivenFile} from '../lib/replace-file.ts'
import {readGivenText} from '../lib/given-file.ts'
import {formats} from '../lib/output/format.ts'
import {didYouMean} from '../lib/suggest.ts'
import type {Sandbox as RunningSandbox, SandboxOptions} from '../../sandbox/sandbox.ts'

const shells = ['bash', 'powershell'] as const

export default class Sandbox extends VkctlCommand {
  static override summary = 'Start a simulated Azure subscription with an AKS cluster on this machine, to try vkctl.'
  static override description =
    'It listens on the loopback address only and leaves nothing behind. helm and kubectl work with it as with a real cluster. ' +
    'Without --exec, it prints shell lines that set the environment (whatever --output says) and runs until you press Ctrl-C. ' +
    'With --scenario, it runs your command once in each scenario, and prints what the command survived; the exit code is 4 if it did not survive all.'
  static override baseFlags = globalFlagsWith([...formats, 'junit'])
  static override remainder = 'exec'
  static override flags = {
    ...inGroup('World', {
      world: Flags.string({
        summary:
          'JSON or YAML file with settings that differ from a new cluster: delays, quotas, identities, policies, locks, the network and more.',
      }),
      set: Flags.string({
        multiple: true,
        summary: 'Change one setting, as KEY=VALUE. Overrides --world. Can be repeated.',
      }),
    }),
    ...inGroup('Behaviour', {
      exec: Flags.string({
        multiple: true,
        summary:
          'Run this command in the environment of the sandbox and return its exit code. All arguments after --exec belong to the command.',
      }),
      port: Flags.integer({
        min: 0,
        max: 65_534,
        default: 0,
        summary: 'Port of the simulated Azure; the Kubernetes API uses the next port. 0 means any free ports.',
      }),
      shell: Flags.option({options: shells, default: 'bash', summary: 'Shell that will read the printed lines.'})(),
    }),
    ...inGroup('Drill', {
      scenario: Flags.string({
        multiple: true,
        summary:
          'Run the command of --exec in a sandbox that fails in this way: NAME, NAME=VALUE or a file. Commas separate several, each with a sandbox of its own. Can be repeated.',
      }),
      'list-scenarios': Flags.boolean({summary: 'List the scenarios that --scenario knows by name.', exclusive: ['exec', 'scenario']}),
      report: Flags.string({summary: 'Also write the result of the drills to this file, as JUnit.'}),
      timeout: duration({
        summary: 'How long the command may run in a scenario, for example 10m. Default: what the scenario says.',
      }),
    }),
  }
  static override examples = [
    {description: 'Try vkctl without a subscription', command: 'vkctl sandbox --exec bash'},
    {description: 'Test a pipeline', command: 'vkctl sandbox --exec npm test'},
    {
      description: 'See what happens without quota',
      command: 'vkctl sandbox --set quota.StandardCores=0 --set delays.roleAssignment=10m --exec bash',
    },
    {
      description: 'See what a pipeline survives',
      command: 'vkctl sandbox --scenario quota=0,throttled,interrupted --report drills.xml --exec ./pipeline.sh',
    },
    {description: 'Use the sandbox from other terminals', command: 'vkctl sandbox > sandbox.env'},
  ]

  async run(): Promise<ExitCode | void> {
    const {flags} = await this.parse(this.ctor as unknown as typeof Sandbox)
    if (flags['list-scenarios']) return this.#list()
    const command = flags.exec?.[0] === '--' ? flags.exec.slice(1) : flags.exec
    if (command?.length === 0) throw new UsageError('argument --exec: expected at least one argument')
    if (flags.scenario !== undefined) return this.#drill(flags, flags.scenario, command)
    const idle = ['report', 'timeout'].find(name => name in flags) ?? (flags.output === 'junit' ? 'output junit' : undefined)
    if (idle !== undefined) throw new UsageError(`argument --${idle}: only allowed with argument --scenario`)
    const {env, close} = await this.#refusing(async () => {
      const settings = await this.#settings(flags.world, flags.set ?? [])
      return await this.start({...flags, settings})
    })
    try {
      return command === undefined ? await this.#wait(env, flags.shell) : await this.#exec(command, env)
    } finally {
      await close()
    }
  }

  /** `npm run sandbox` overrides this to choose a control plane. */
  protected async start(options: Pick<SandboxOptions, 'port' | 'settings'>): Promise<Pick<RunningSandbox, 'env' | 'close'>> {
    const {startSandbox} = await import('../../sandbox/sandbox.ts')
    return startSandbox(options)
  }

  get #scenarios(): string {
    return join(this.config.root, 'templates', 'scenarios')
  }

  async #list(): Promise<void> {
    const {scenariosIn} = await import('../../sandbox/drills/library.ts')
    const scenarios = await scenariosIn(this.#scenarios)
    const listed = scenarios.map(({name, title, description, parameter}) => ({name, title, description, parameter: parameter ?? null}))
    await this.print(listed, {
      table: () => listed.map(({name, parameter, title}) => ({name, value: parameter?.default ?? '', title})),
    })
  }

  /** Runs the command in each scenario, and prints how it got through them. */
  async #drill(flags: SandboxFlags, scenarios: readonly string[], command: readonly string[] | undefined): Promise<ExitCode> {
    if (command === undefined) throw new UsageError('argument --scenario: only allowed with argument --exec')
    const {signal} = this.system
    // If it cannot be written, nothing starts.
    if (flags.report !== undefined) await writeGivenFile(flags.report, drillJunit([]))
    const results = await this.#refusing(async () => {
      const {runDrills} = await import('../../sandbox/drills/drills.ts')
      const {port, timeout: timeLimitMs} = flags
      const settings = await this.#settings(flags.world, flags.set ?? [])
      const lines = {
        begin: (name: string, title: string) => this.talk.laidOut(`Scenario ${name}: ${title}\n`),
        print: (text: string) => this.system.say(text),
      }
      const end = (result: DrillResult) => this.talk.laidOut(`${endLine(result)}\n`)
      const readText = async (path: string) => readGivenText(path, {signal})
      return runDrills({scenarios, folder: this.#scenarios, readText, command, port, settings, timeLimitMs, ...lines, end, signal})
    })
    if (flags.report !== undefined) await writeGivenFile(flags.report, drillJunit(results))
    this.talk.laidOut(`${drillsClosing(results)}\n`)
    await this.print(results, {table: drillRows, further: {junit: drillJunit}})
    signal.throwIfAborted()
    return results.every(({survived}) => survived) ? exitCodes.done : exitCodes.checksFailed
  }

  async #settings(path: string | undefined, set: readonly string[]): Promise<unknown> {
    const file =
      path === undefined ? undefined : path === '-' ? await this.readInput() : await readGivenText(path, {signal: this.system.signal})
    if (path !== undefined && file === undefined) throw new UsageError(`argument --world: the file ${path} does not exist.`)
    const {givenSettings} = await import('../../sandbox/settings/given-settings.ts')
    return givenSettings(file, set)
  }

  /** Runs `start`. What it refuses of the world is wrong usage; a port that is in use is no bug. */
  async #refusing<T>(start: () => Promise<T>): Promise<T> {
    const {WrongInput} = await import('../../sandbox/settings/kinds.ts')
    const {NoSuchScenario} = await import('../../sandbox/drills/library.ts')
    try {
      return await start()
    } catch (error) {
      if (error instanceof NoSuchScenario) {
        const hints = [...didYouMean(error.wanted, error.known), `The scenarios are ${error.known.join(', ')}.`]
        throw new UsageError(`argument --scenario: ${error.message}`, {hints, cause: error})
      }
      if (error instanceof WrongInput) throw new UsageError(error.message, {cause: error})
      const {code, port} = error as {readonly code?: string; readonly port?: number}
      if (code === 'EADDRINUSE') throw new UserError(`Port ${port} is in use.`, {hints: ['Choose another one with --port.'], cause: error})
      throw error
    }
  }

  async #exec(command: readonly string[], env: Readonly<Record<string, string>>): Promise<ExitCode> {
    const {runCommand} = await import('../../sandbox/run-command.ts')
    const {signal, terminal} = this.system
    signal.throwIfAborted()
    const passOn = (): NodeJS.Signals | undefined => {
      if (!(signal.reason instanceof InterruptedError) || signal.reason.exitCode !== 130) return 'SIGTERM'
      return terminal.stdin ? undefined : 'SIGINT'
    }
    // It may be any number, not only an exit code of vkctl.
    return (await runCommand(command, env, {signal, passOn})) as ExitCode
  }

  async #wait(env: Readonly<Record<string, string>>, shell: (typeof shells)[number]): Promise<ExitCode> {
    const {shellLines} = await import('../../sandbox/shell-lines.ts')
    const {signal} = this.system
    signal.throwIfAborted()
    this.system.write(shellLines(env, shell))
    this.talk.step(
      `The sandbox is running. Set these variables in another ${shell}, then use vkctl, kubectl and helm there. Press Ctrl-C to stop it.`,
    )
    await new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), {once: true}))
    return (signal.reason as InterruptedError).exitCode
  }
}

type SandboxFlags = InferredFlags<typeof Sandbox.flags & typeof Sandbox.baseFlags>
