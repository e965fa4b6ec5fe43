import * as Flags from '@oclif/core/flags'
import {VkctlCommand} from '../command.ts'
import {InterruptedError, UsageError, type ExitCode} from '../lib/errors.ts'
import type {Sandbox as RunningSandbox} from '../../sandbox/sandbox.ts'

const shells = ['bash', 'powershell'] as const

export default class Sandbox extends VkctlCommand {
  static override summary = 'Start a simulated Azure subscription with an AKS cluster on this machine, to try vkctl.'
  static override description =
    'It listens on the loopback address only and leaves nothing behind. helm and kubectl work with it as with a real cluster. ' +
    'Without --exec, it prints shell lines that set the environment (whatever --output says) and runs until you press Ctrl-C.'
  static override remainder = 'exec'
  static override flags = {
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
  }
  static override examples = [
    {description: 'Try vkctl without a subscription', command: 'vkctl sandbox --exec bash'},
    {description: 'Test a pipeline', command: 'vkctl sandbox --exec npm test'},
    {description: 'Use the sandbox from other terminals', command: 'vkctl sandbox > sandbox.env'},
  ]

  async run(): Promise<ExitCode | void> {
    const {flags} = await this.parse(this.ctor as unknown as typeof Sandbox)
    const command = flags.exec?.[0] === '--' ? flags.exec.slice(1) : flags.exec
    if (command?.length === 0) throw new UsageError('argument --exec: expected at least one argument')
    const {env, close} = await this.start(flags)
    try {
      return command === undefined ? await this.#wait(env, flags.shell) : await this.#exec(command, env)
    } finally {
      await close()
    }
  }

  /** `npm run sandbox` overrides this to choose a control plane. */
  protected async start({port}: {readonly port: number}): Promise<Pick<RunningSandbox, 'env' | 'close'>> {
    const {startSandbox} = await import('../../sandbox/sandbox.ts')
    return startSandbox({port})
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
