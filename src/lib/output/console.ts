import type {CommandTarget} from '../printed-commands/command-target.ts'
import {printedLine, type Line} from '../printed-commands/printed-lines.ts'
import type {Talk} from '../talk.ts'
import {inWords} from './elapsed.ts'
import {paint} from './palette.ts'
import {printable} from './printable.ts'
import {widthAtMost} from './live-line.ts'
import {wrapLine} from './wrap.ts'
import {openProgress, type Screen} from './progress.ts'

/** Which messages are shown: `error` with --only-show-errors, `info` with --verbose, `debug` with --debug. */
export type Verbosity = 'error' | 'warning' | 'info' | 'debug'

/** Talk on stderr, with errors and control of the spinner. */
export interface Console extends Talk {
  /** Whether messages of a level are shown. */
  isShown(level: Verbosity): boolean
  error(text: string, hints?: readonly Line[]): void
  /** Writes text that is laid out already and printable, unless only errors are shown. */
  laidOut(text: string): void
  /** Erases what is being done, before something else is written to the terminal. */
  quiet(): void
  /** Asks a person something: nothing else is drawn meanwhile, and the time until the answer does not count. */
  asking<T>(act: () => Promise<T>): Promise<T>
  /** How long the command has run, in milliseconds. */
  elapsedMs(): number
  /** The last line of a command, which says what is now; shown unless `--only-show-errors`. `elapsed` is how long the command ran, such as `41 s`. */
  closing(line: (elapsed: string) => string): void
  /** Changes which messages are shown, whether in colour, whether what is being done is drawn again in place, and which cluster printed commands are about. */
  configure(choice: {
    readonly verbosity?: Verbosity
    readonly colour?: boolean
    readonly redraws?: boolean
    readonly target?: CommandTarget
  }): void
  /** From now on, all messages go to a log, too, also those that are not shown. */
  logTo(log: (level: string, text: string) => void): void
}

const levels = {
  error: {rank: 0, meaning: 'problem'},
  warning: {rank: 1, meaning: 'warning'},
  info: {rank: 2, meaning: 'good'},
  debug: {rank: 3, meaning: 'minor'},
} as const

/**
 * Writes to stderr as az does: in colour and without a prefix on a terminal, with `ERROR: `, `WARNING: `, `INFO: ` or `DEBUG: ` elsewhere.
 * Hints follow the message without a prefix.
 */
export function openConsole(screen: Screen & {readonly isTerminal: boolean; readonly colour: boolean}): Console {
  let verbosity: Verbosity = 'warning'
  let {colour, redraws} = screen
  let log: (level: string, text: string) => void = () => {}
  let lastStep: string | undefined
  let opened = performance.now()
  const elapsedMs = () => performance.now() - opened
  let target: CommandTarget = {}
  const progress = openProgress({
    say: text => screen.say(text),
    get columns() {
      return screen.columns
    },
    get rows() {
      return screen.rows
    },
    get redraws() {
      return redraws
    },
  })
  /** Sentences fit a terminal, and keep a line each in a log. Users copy commands, so those are not broken. */
  const wrapped = (text: string): string => {
    if (!screen.isTerminal) return text
    const measure = {columns: screen.columns - 1, widthOf: widthAtMost}
    return text
      .split('\n')
      .flatMap(line => wrapLine(line, measure))
      .join('\n')
  }
  const isShown = (level: Verbosity) => levels[level].rank <= levels[verbosity].rank
  const say = (level: Verbosity, text: string, hints: readonly Line[] = [], more = '') => {
    const lines = hints.map(line => ({text: printedLine(line, target), isSentence: typeof line === 'string'}))
    log(level, [`${text}${more}`, ...lines.map(line => line.text)].join('\n'))
    if (!isShown(level)) return
    const told = printable(text)
    const worded = colour && screen.isTerminal ? told : `${level.toUpperCase()}: ${told}`
    const message = paint(colour, levels[level].meaning, wrapped(worded))
    const below = lines.map(line => (line.isSentence ? wrapped(printable(line.text)) : printable(line.text)))
    progress.above([message, ...below, ''].join('\n'))
  }
  return {
    isShown,
    error: (text, hints) => say('error', text, hints),
    warning: (text, hints) => say('warning', text, hints),
    info: text => say('info', text),
    debug: (text, more) => say('debug', text, [], more === undefined ? '' : ` (${more})`),
    laidOut(text) {
      if (isShown('warning')) progress.above(text)
    },
    step(text) {
      log('step', text)
      if (isShown('warning') && text !== lastStep) progress.above(`${wrapped(printable(text))}\n`)
      lastStep = text
    },
    async during(kind, text, act) {
      let logged = ''
      const note = (now: string): void => {
        if (kind !== 'read' && now !== '' && now !== logged) log('step', now)
        logged = now
      }
      note(text)
      if (!isShown('warning')) return act(note)
      const running = progress.begin(kind, printable(text))
      let failed = true
      try {
        const result = await act((now, brief = now) => {
          note(now)
          running.now(printable(now), printable(brief))
        })
        failed = false
        return result
      } finally {
        running.end(failed)
      }
    },
    quiet: () => progress.pause(),
    elapsedMs,
    async asking(act) {
      progress.pause()
      const asked = performance.now()
      try {
        return await act()
      } finally {
        opened += performance.now() - asked
      }
    },
    closing(line) {
      const text = line(inWords(elapsedMs()))
      log('step', text)
      progress.pause()
      if (isShown('warning')) screen.say(`${wrapped(printable(text))}\n`)
    },
    configure(choice) {
      verbosity = choice.verbosity ?? verbosity
      colour = choice.colour ?? colour
      redraws = choice.redraws ?? redraws
      target = choice.target ?? target
    },
    logTo(given) {
      log = given
    },
  }
}
