import type {Command} from '@oclif/core/command'
import type {Config} from '@oclif/core/config'
import type {VkctlCommand} from './command.ts'
import {consoleOn} from './console-on.ts'
import {commandHelp} from './help/command-help.ts'
import {groupHelp} from './help/group-help.ts'
import {helpWidth} from './help/layout.ts'
import {exitCodes, UsageError, type ExitCode} from './lib/errors.ts'
import {reportError} from './errors/report-error.ts'
import {route} from './route.ts'
import {readSurface, type Surface} from './surface.ts'
import {catchCrashes, realSystem, watchOutput, type System} from './system.ts'

type CommandClass = {id: string} & (new (argv: string[], config: Config, system: System) => VkctlCommand)

interface CommandModule {
  readonly default: CommandClass
}

/** Where the program is and how its commands are loaded. */
export interface Program {
  /** Directory of package.json. */
  readonly root: string
  /** Commands as data; read from the manifest when absent. */
  readonly commands?: Readonly<Record<string, Command.Cached>>
  /** The module of a command: `provider/check`. */
  readonly load: (path: string) => CommandModule | Promise<CommandModule>
}

/** Runs a command line. Sets the exit code instead of exiting, so that all output is written. */
export async function main(argv: readonly string[], program: Program): Promise<void> {
  const system = realSystem()
  const report = (error: unknown): ExitCode => {
    const console = consoleOn(system)
    if (argv.includes('--debug')) console.configure({verbosity: 'debug'})
    return reportError(error, console, system.signal)
  }
  catchCrashes(report)
  try {
    process.exitCode = (await follow(argv, program, system)) || (process.exitCode ?? 0)
  } catch (error) {
    process.exitCode = report(error)
  }
  leaveWhenWritten()
}

async function follow(argv: readonly string[], program: Program, system: System): Promise<ExitCode> {
  const surface = await readSurface(program.root, program.commands)
  const found = route(argv, surface)
  const width = helpWidth(system.terminal)
  switch (found.to) {
    case 'version':
      system.write(`${surface.bin} ${surface.version}\n`)
      return exitCodes.done
    case 'group-help':
      system.write(groupHelp(surface, found.id, width))
      return exitCodes.done
    case 'command-help': {
      const {readDefaults} = await import('./defaults.ts')
      const defaults = await readDefaults(system)
      system.write(commandHelp(described(surface, found.id), {bin: surface.bin, configured: flag => defaults.flag(flag), width}))
      return exitCodes.done
    }
    case 'completion': {
      const [{complete}, {startInBackground}] = await Promise.all([import('./completion/complete.ts'), import('./lib/process.ts')])
      await complete(found.argv, {surface, system, root: program.root, again: startInBackground})
      return exitCodes.done
    }
    case 'bare-group':
      system.say(groupHelp(surface, found.id, width))
      throw new UsageError(`the following arguments are required: a command of '${found.id.replaceAll(':', ' ')}'`)
    case 'nothing':
      throw new UsageError(found.message, {hints: [...found.hints, '', `Read more: ${surface.bin} --help`]})
    case 'command':
      return (await loadCommand(found.id, [...found.argv], {program, surface, system})).execute()
    default:
      return found satisfies never
  }
}

function described({commands}: Surface, id: string): Command.Cached {
  const {[id]: command} = commands
  if (command === undefined) throw new Error(`The manifest has no command ${id}.`)
  return command
}

interface Loading {
  readonly program: Program
  readonly surface: Surface
  readonly system: System
}

async function loadCommand(id: string, argv: string[], {program: {root, load}, surface, system}: Loading): Promise<VkctlCommand> {
  const [{default: Class}, {Config}] = await Promise.all([load(id.replaceAll(':', '/')), import('@oclif/core/config')])
  // Config.load() would read all of this again and sort the commands by the user's locale, which takes a tenth of the start time.
  const config = Object.assign(new Config({root}), {root, bin: surface.bin, version: surface.version})
  Class.id = id
  return new Class(argv, config, system)
}

/** Ends the process after its output is written, even if something is still open, such as a connection that ignores an interrupt. */
function leaveWhenWritten(): void {
  const graceMs = 500
  watchOutput()
  process.stdout.write('', () => process.stderr.write('', () => setTimeout(() => process.exit(), graceMs).unref()))
}
