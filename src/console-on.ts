import {targetOf} from './errors/printed-target.ts'
import {UsageError} from './lib/errors.ts'
import type {Defaults} from './defaults.ts'
import {openConsole, type Console} from './lib/output/console.ts'
import {redraws, streamStyle} from './stream-style.ts'
import type {System} from './system.ts'

/** Talk on stderr, as its environment says. The command line and the configuration change it later. */
export function consoleOn(system: Pick<System, 'terminal' | 'env' | 'say'>): Console {
  const {terminal, say} = system
  const console = openConsole({
    say,
    isTerminal: terminal.stderr,
    redraws: redraws(system, undefined),
    get columns() {
      return terminal.columns
    },
    get rows() {
      return terminal.rows
    },
    colour: streamStyle('stderr', system, undefined).colour,
  })
  console.configure({target: targetOf({}, system.env)})
  return console
}

/** Sets up the console as the configuration says. */
export function configureConsole(console: Console, system: Pick<System, 'terminal' | 'env'>, defaults: Defaults): void {
  console.configure({
    verbosity: defaults.isSet('only_show_errors') ? 'error' : 'warning',
    colour: streamStyle('stderr', system, defaults).colour,
    redraws: redraws(system, defaults),
  })
}

/** Shows as much as the flags say. Throws UsageError, with the text of az, if they contradict one another. */
export function applyVerbosity(
  console: Console,
  {debug, verbose, 'only-show-errors': onlyErrors}: Readonly<Record<string, unknown>>,
): void {
  if (onlyErrors === true && (debug === true || verbose === true)) {
    throw new UsageError("--only-show-errors can't be used together with --debug or --verbose")
  }
  if (debug === true) console.configure({verbosity: 'debug'})
  else if (verbose === true) console.configure({verbosity: 'info'})
  else if (onlyErrors === true) console.configure({verbosity: 'error'})
}
