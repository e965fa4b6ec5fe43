import {Command} from '@oclif/core/command'
import type {Config} from '@oclif/core/config'
import type {Input, OutputArgs, OutputFlags, ParserOutput} from '@oclif/core/interfaces'
import {HelpRequested, parseArguments} from './arguments/parse.ts'
import {parserOutput} from './arguments/parser-output.ts'
import {chosenOutput, jsonOutput, resultText, type Printing} from './chosen-output.ts'
import {applyVerbosity, configureConsole, consoleOn} from './console-on.ts'
import {readDefaults, type Defaults} from './defaults.ts'
import {globalFlags} from './flags.ts'
import {openLog, type Log} from './log.ts'
import {usageHints} from './help/usage-hints.ts'
import type {Azure} from './lib/azure/azure.ts'
import {exitCodes, UsageError, UserError, type ExitCode} from './lib/errors.ts'
import type {Console} from './lib/output/console.ts'
import type {Talk} from './lib/talk.ts'
import {streamStyle, redraws, type StreamStyle} from './stream-style.ts'
import {targetOf} from './errors/printed-target.ts'
import {askYesOrNo, readAllInput, refuseWithoutTerminal} from './question.ts'
import {reportError} from './errors/report-error.ts'
import type {System} from './system.ts'

/** The base of every command: the system it runs on, output in az's formats, messages on stderr and one place that prints errors. */
export abstract class VkctlCommand extends Command {
  static override baseFlags = globalFlags
  /** A flag (with `multiple`) that takes all further words, such as a command to run. */
  static remainder: string | undefined

  protected readonly system: System
  readonly #console: Console
  #defaults: Defaults | undefined
  #log: Log | undefined
  #output = jsonOutput
  #notes: readonly string[] = []
  protected target: ReturnType<typeof targetOf> = {}
  /** Names of the flags that neither the command line nor the configuration sets. */
  protected defaulted: ReadonlySet<string> = new Set()
  /** Names of the flags that only the configuration sets. */
  protected configured: ReadonlySet<string> = new Set()

  constructor(argv: string[], config: Config, system: System) {
    super(argv, config)
    this.system = system
    this.#console = consoleOn(system)
  }

  /** Whether it works although a setting has a value that is not allowed, because it can show or correct that. */
  protected readonly repairsSettings: boolean = false

  /** Does the work. Returns the exit code; undefined means 0. Throws on failure. */
  abstract override run(): Promise<ExitCode | void>

  /** Runs the command and prints the error if there is one. Returns the exit code. */
  async execute(): Promise<ExitCode> {
    const code = await this.#outcome()
    this.#console.quiet()
    this.#console.info(`Command ran in ${(this.elapsedMs / 1000).toFixed(3)} seconds.`)
    this.#log?.('info', `Exit code ${code}.`)
    return code
  }

  async #outcome(): Promise<ExitCode> {
    try {
      return (await this.run()) ?? exitCodes.done
    } catch (error) {
      if (error instanceof HelpRequested) return this.#help()
      return reportError(error, this.#console, this.system.signal)
    }
  }

  async #help(): Promise<ExitCode> {
    const [{commandHelp}, {helpWidth}] = await Promise.all([import('./help/command-help.ts'), import('./help/layout.ts')])
    const {id, summary, description, examples, flags, baseFlags, args} = this.ctor
    this.system.write(
      commandHelp(
        {id, summary, description, examples, flags: {...flags, ...baseFlags}, args},
        {bin: this.config.bin, configured: name => this.#defaults?.flag(name), width: helpWidth(this.system.terminal)},
      ),
    )
    return exitCodes.done
  }

  protected get talk(): Console {
    return this.#console
  }

  /** Reads the command line as az does, and sets up the output. Call it first in `run()`. */
  // oxlint-disable-next-line typescript/no-explicit-any -- the bounds are oclif's
  protected override async parse<F extends OutputFlags<any>, B extends OutputFlags<any>, A extends OutputArgs<any>>(
    options: Input<F, B, A> & {remainder?: string | undefined},
    argv: string[] = this.argv,
  ): Promise<ParserOutput<F, B, A>> {
    try {
      this.#defaults = await readDefaults(this.system, this.repairsSettings)
      configureConsole(this.#console, this.system, this.#defaults)
      const words = [...(this.id ?? '').split(':'), ...argv]
      this.#log = openLog({system: this.system, defaults: this.#defaults, words, version: this.config.version, talk: this.talk})
      for (const path of this.#defaults.ignored) this.talk.warning(`Ignored ${path}, because it or its folder belongs to another user.`)
      const read = await parseArguments(
        this,
        argv,
        {
          flags: {...options.flags, ...options.baseFlags},
          args: {...options.args},
          open: options.strict === false,
          remainder: options.remainder,
        },
        flag => this.#defaults?.flag(flag),
        {home: this.system.home, signal: this.system.signal, readInput: () => this.readInput()},
      )
      await this.#setUp(read.flags, read.defaulted, this.#defaults)
      this.#notes = this.#defaults.notes(read.configured)
      for (const note of this.#notes) this.talk.info(note)
      this.defaulted = new Set(read.defaulted)
      this.configured = new Set(read.configured)
      this.parsed = true
      return parserOutput(read) as unknown as ParserOutput<F, B, A>
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      throw new UsageError(error.message, {hints: [...error.hints, ...usageHints(this.ctor, this.config.bin)], cause: error.cause})
    }
  }

  async #setUp(flags: Readonly<Record<string, unknown>>, defaulted: readonly string[], defaults: Defaults): Promise<void> {
    applyVerbosity(this.#console, flags)
    this.#output = await chosenOutput(flags, defaulted.includes('output'), defaults)
    this.#console.configure({target: (this.target = targetOf(flags, this.system.env))})
  }

  /** Prints the result in the format that the user chose. */
  protected async print<T>(value: T, printing: Printing<T> = {}): Promise<void> {
    const text = await resultText(value, printing, this.#output, this.styleOf('stdout'))
    this.#console.quiet()
    if (text !== '') this.system.write(text)
  }

  /** Reads stdin to its end. On a terminal, it says so. */
  protected readInput(): Promise<string> {
    return readAllInput(this.system, this.#console)
  }

  /** Whether a report for people goes to stdout: it is a terminal, and neither the command line nor the configuration asks for a format. */
  protected get isForPeople(): boolean {
    return this.system.terminal.stdout && !this.#output.isAsked
  }

  protected styleOf(stream: 'stdout' | 'stderr'): StreamStyle {
    return streamStyle(stream, this.system, this.#defaults)
  }

  /** Whether lines on stderr can be drawn again in place. */
  protected get redraws(): boolean {
    return redraws(this.system, this.#defaults)
  }

  /** How long the command has run, in milliseconds, without the time that people took to answer. */
  protected get elapsedMs(): number {
    return this.#console.elapsedMs()
  }

  /** The location of new connectors if the command line does not name one. */
  protected get defaultLocation(): string | undefined {
    return this.#defaults?.location
  }

  /** Azure, in the chosen subscription. */
  protected azure(talk: Talk = this.talk): Promise<Azure> {
    const choice = {subscription: this.target.subscription, version: this.config.version}
    return talk.during('read', 'Signing in to Azure', () => this.system.azure(choice, talk))
  }

  /** The same, but an interrupt does not end it. */
  protected lastAzure(): Promise<Azure> {
    return this.system.lastAzure({subscription: this.target.subscription, version: this.config.version}, this.talk)
  }

  /** Asks yes or no as az does, and throws if the answer is no or there is no terminal. `--yes` and az's configuration skip it. */
  protected async confirm(yes: boolean, question = 'Are you sure you want to perform this operation?'): Promise<void> {
    if (yes) return
    if (this.#defaults?.isSet('disable_confirm_prompt') === true) return this.#notes.forEach(note => this.talk.warning(note))
    if (!this.system.terminal.stdin) refuseWithoutTerminal(this.talk, question)
    if (!(await this.agrees(question))) throw new UserError('Operation cancelled.')
  }

  /** Asks yes or no on the terminal, after the lines about settings from configuration files of parent folders; an empty answer is no. */
  protected async agrees(question: string): Promise<boolean> {
    return this.#console.asking(() => askYesOrNo(this.system, question, this.#notes))
  }

  /** Prints the error of one of several connectors; the command continues. */
  protected report(error: UserError): void {
    reportError(error, this.#console, this.system.signal)
  }
}
