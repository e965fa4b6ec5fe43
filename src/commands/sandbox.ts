import * as Flags from '@oclif/core/flags'
import {VkctlCommand} from '../command.ts'
import {inGroup} from '../help/argument-groups.ts'
import {InterruptedError, UsageError, UserError, type ExitCode} from '../lib/errors.ts'
import {readText} from '../lib/files.ts'
import type {Sandbox as RunningSandbox, SandboxOptions} from '../../sandbox/sandbox.ts'

const shells = ['bash', 'powershell'] as const

export default class Sandbox extends VkctlCommand {
  static override summary = 'Start a simulated Azure subscription with an AKS cluster on this machine, to try vkctl.'
  static override description =
    'It listens on the loopback address only and leaves nothing behind. helm and kubectl work with it as with a real cluster. ' +
    'Without --exec, it prints shell lines that set the environment (whatever --output says) and runs until you press Ctrl-C.'
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
  }
  static override examples = [
    {description: 'Try vkctl without a subscription', command: 'vkctl sandbox --exec bash'},
    {description: 'Test a pipeline', command: 'vkctl sandbox --exec npm test'},
    {
      description: 'See what happens without quota',
      command: 'vkctl sandbox --set quota.StandardCores=0 --set delays.roleAssignment=10m --exec bash',
    },
    {description: 'Use the sandbox from other terminals', command: 'vkctl sandbox > sandbox.env'},
  ]

  async run(): Promise<ExitCode | void> {
    const {flags} = await this.parse(this.ctor as unknown as typeof Sandbox)
    const command = flags.exec?.[0] === '--' ? flags.exec.slice(1) : flags.exec
    if (command?.length === 0) throw new UsageError('argument --exec: expected at least one argument')
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

  async #settings(path: string | undefined, set: readonly string[]): Promise<unknown> {
    const file = path === undefined ? undefined : await readText(path)
    if (path !== undefined && file === undefined) throw new UsageError(`argument --world: the file ${path} does not exist.`)
    const {givenSettings} = await import('../../sandbox/settings/given-settings.ts')
    return givenSettings(file, set)
  }

  /** Runs `start`. What it refuses of the world is wrong usage; a port that is in use is no bug. */
  async #refusing<T>(start: () => Promise<T>): Promise<T> {
    const {WrongInput} = await import('../../sandbox/settings/kinds.ts')
    try {
      return await start()
    } catch (error) {
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
