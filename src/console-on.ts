import type {Defaults} from './defaults.ts'
import {openConsole, type Console} from './lib/output/console.ts'
import {canRedraw, usesColour} from './lib/output/terminal.ts'
import type {System} from './system.ts'

/** Talk on stderr, as its environment says. The command line and the configuration change it later. */
export function consoleOn({terminal, env, say}: Pick<System, 'terminal' | 'env' | 'say'>): Console {
  return openConsole({
    say,
    isTerminal: terminal.stderr,
    redraws: canRedraw(env, terminal.stderr),
    get columns() {
      return terminal.columns
    },
    get rows() {
      return terminal.rows
    },
    colour: usesColour(env, terminal.stderr),
  })
}

/** Sets up the console as the configuration says. */
export function configureConsole(console: Console, defaults: Defaults): void {
  console.configure({
    verbosity: defaults.isSet('only_show_errors') ? 'error' : 'warning',
    ...(defaults.isSet('no_color') && {colour: false}),
    ...(defaults.isSet('disable_progress_bar') && {redraws: false}),
  })
}
