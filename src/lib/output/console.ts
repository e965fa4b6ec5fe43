import {styleText} from 'node:util'
import type {Talk} from '../talk.ts'
import {openProgress, type Screen} from './progress.ts'

/** How much is said: `error` with --only-show-errors, `info` with --verbose, `debug` with --debug. */
export type Verbosity = 'error' | 'warning' | 'info' | 'debug'

/** Talk that is written to stderr, with errors and the end of the spinner. */
export interface Console extends Talk {
  error(text: string, hints?: readonly string[]): void
  /** Writes text that is laid out already, unless only errors are shown. */
  laidOut(text: string): void
  /** Ends the spinner, before something else is written to the terminal. */
  quiet(): void
  /** Changes how much is said, and whether in colour. */
  configure(choice: {readonly verbosity?: Verbosity; readonly colour?: boolean}): void
}

const levels = {
  error: {rank: 0, colour: 'redBright'},
  warning: {rank: 1, colour: 'yellowBright'},
  info: {rank: 2, colour: 'greenBright'},
  debug: {rank: 3, colour: 'cyanBright'},
} as const

/**
 * az's manner on stderr: in colour and without a prefix on a terminal, `ERROR: `, `WARNING: `, `INFO: ` or `DEBUG: ` in front elsewhere.
 * Hints follow the message bare.
 */
export function openConsole(screen: Screen & {readonly colour: boolean}): Console {
  const progress = openProgress(screen)
  let verbosity: Verbosity = 'warning'
  let {colour} = screen
  const isShown = (level: Verbosity) => levels[level].rank <= levels[verbosity].rank
  const say = (level: Verbosity, text: string, hints: readonly string[] = []) => {
    if (!isShown(level)) return
    const worded = colour && screen.isTerminal ? text : `${level.toUpperCase()}: ${text}`
    const message = colour ? styleText(levels[level].colour, worded, {validateStream: false}) : worded
    progress.above([message, ...hints, ''].join('\n'))
  }
  return {
    error(text, hints) {
      progress.end()
      say('error', text, hints)
    },
    warning: text => say('warning', text),
    info: text => say('info', text),
    debug: text => say('debug', text),
    laidOut(text) {
      if (isShown('warning')) progress.above(text)
    },
    step(text) {
      if (isShown('warning')) progress.step(text)
    },
    quiet: () => progress.end(),
    configure(choice) {
      verbosity = choice.verbosity ?? verbosity
      colour = choice.colour ?? colour
    },
  }
}
