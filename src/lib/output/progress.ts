import type {ActivityKind} from '../talk.ts'
import {inWords} from './elapsed.ts'
import {liveLine, widthAtMost} from './live-line.ts'
import {openRegion, type Canvas} from './region.ts'

/** The terminal or file behind stderr. */
export interface Screen extends Canvas {
  /** Whether lines can be drawn again in place. */
  readonly redraws: boolean
}

/** What is being done now: on a terminal a line for each activity, drawn again with the seconds so far; elsewhere plain lines. */
export interface Progress {
  begin(kind: ActivityKind, text: string): Running
  /** Writes lines of something else above the activities. */
  above(text: string): void
  /** Erases the activities until one of them changes, for example while a question is asked. */
  pause(): void
}

/** An activity that has begun. */
export interface Running {
  /** What is waited for now; empty while nothing is missing. `brief` says it in a few words, for one line of a terminal. */
  now(text: string, brief?: string): void
  end(failed: boolean): void
}

interface Row {
  readonly kind: ActivityKind
  text: string
  brief: string
  since: number
  /** When a line was last written about it, where nothing is redrawn. */
  saidAt: number
  readonly said: Set<string>
}

const frames = ['|', '/', '-', '\\']
const frameMs = 125
const heartbeatMs = 30_000
/** Reading is quick, so a log needs no line about it unless it takes longer. */
const quickMs = 5000

export function openProgress(screen: Screen): Progress {
  const region = openRegion(screen, widthAtMost)
  /** A row that ends leaves its place to the next one, so that the lines of two connectors do not change places. */
  const places: (Row | undefined)[] = []
  let frame = 0
  let timer: NodeJS.Timeout | undefined
  const rows = (): readonly Row[] => places.flatMap(row => row ?? [])
  const lasted = (row: Row): number => performance.now() - row.since

  const draw = (): void => {
    const spinner = frames[frame % frames.length]
    const lines = rows()
      .filter(({brief}) => brief !== '')
      .map(row => liveLine(`${spinner} ${row.brief}`, lasted(row) < 1000 ? '' : inWords(lasted(row)), screen.columns))
    if (lines.length === 0) region.erase()
    else region.draw(lines.join('\n'))
  }
  const sayPlainly = (row: Row, text: string): void => {
    row.saidAt = performance.now()
    row.said.add(text)
    screen.say(`${text}\n`)
  }
  /** What lasts is said again now and then, so that nobody takes the run for dead. */
  const beat = (): void => {
    for (const row of rows()) {
      const patience = row.said.size === 0 ? quickMs : heartbeatMs
      if (row.text === '' || performance.now() - row.saidAt < patience) continue
      if (row.said.size === 0) sayPlainly(row, row.text)
      else {
        row.saidAt = performance.now()
        screen.say(`${row.text} (${inWords(lasted(row))})\n`)
      }
    }
  }
  const tick = (): void => {
    frame += 1
    if (screen.redraws) draw()
    else beat()
  }
  const stop = (): void => {
    clearInterval(timer)
    timer = undefined
  }
  const resume = (): void => {
    if (rows().length === 0) return stop()
    // The spinner must not keep the process alive.
    timer ??= setInterval(tick, frameMs).unref()
  }
  const shown = (): void => {
    resume()
    if (screen.redraws) draw()
  }

  return {
    begin(kind, text) {
      const now = performance.now()
      const row: Row = {kind, text, brief: text, since: now, saidAt: now, said: new Set()}
      const free = places.indexOf(undefined)
      places[free === -1 ? places.length : free] = row
      if (!screen.redraws && kind !== 'read' && text !== '') sayPlainly(row, text)
      // What ends at once does not flicker.
      if (kind === 'read') resume()
      else shown()
      return {
        now(next, brief = next) {
          if (row.brief !== brief) row.since = performance.now()
          Object.assign(row, {text: next, brief})
          if (next === '') row.said.clear()
          else if (!screen.redraws && kind !== 'read' && !row.said.has(next)) sayPlainly(row, next)
          shown()
        },
        end(failed) {
          places[places.indexOf(row)] = undefined
          if (rows().length === 0) places.length = 0
          if (screen.redraws && kind === 'step') {
            region.erase()
            screen.say(`${row.text}${ending(lasted(row), failed)}\n`)
          }
          if (kind === 'read' && rows().length > 0) resume()
          else shown()
        },
      }
    },
    above(text) {
      region.erase()
      screen.say(text)
      shown()
    },
    pause() {
      stop()
      region.erase()
    },
  }
}

function ending(ms: number, failed: boolean): string {
  if (failed) return ms < 1000 ? ' (not done)' : ` (not done after ${inWords(ms)})`
  return ms < 1000 ? '' : ` (${inWords(ms)})`
}
