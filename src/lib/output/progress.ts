/** The terminal or file behind stderr. */
export interface Screen {
  /** Writes text as it is. */
  say(text: string): void
  /** Whether stderr is a terminal: only there a line can be drawn again. */
  readonly isTerminal: boolean
  readonly columns: number
}

/** The step that is being taken now: a spinner with the seconds so far on a terminal, one plain line elsewhere. */
export interface Progress {
  step(text: string): void
  /** Writes lines of something else above the step. */
  above(text: string): void
  /** Leaves the step behind as a plain line. */
  end(): void
}

const frames = ['|', '/', '-', '\\']
const frameMs = 125
const eraseLine = '\r\u001B[K'

export function openProgress(screen: Screen): Progress {
  let current: string | undefined
  let started = 0
  let frame = 0
  let timer: NodeJS.Timeout | undefined

  const draw = () => {
    const seconds = Math.round((performance.now() - started) / 1000)
    const text = `${frames[frame++ % frames.length]} ${current}${seconds > 1 ? ` (${seconds}s)` : ''}`
    // A line that wraps cannot be erased.
    screen.say(`${eraseLine}${text.slice(0, Math.max(1, screen.columns - 1))}`)
  }
  const end = () => {
    clearInterval(timer)
    if (current !== undefined && screen.isTerminal) screen.say(`${eraseLine}${current}\n`)
    current = undefined
  }
  return {
    step(text) {
      if (text === current) return
      end()
      current = text
      if (!screen.isTerminal) return screen.say(`${text}\n`)
      started = performance.now()
      draw()
      // The spinner must not keep the process alive.
      timer = setInterval(draw, frameMs).unref()
    },
    above(text) {
      if (current === undefined || !screen.isTerminal) return screen.say(text)
      screen.say(`${eraseLine}${text}`)
      draw()
    },
    end,
  }
}
