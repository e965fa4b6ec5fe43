import {openRegion, type Canvas} from './region.ts'

/** The terminal or file behind stderr. */
export interface Screen extends Canvas {
  /** Whether lines can be drawn again in place. */
  readonly redraws: boolean
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

export function openProgress(screen: Screen): Progress {
  const region = openRegion(screen)
  let current: string | undefined
  let started = 0
  let frame = 0
  let timer: NodeJS.Timeout | undefined

  const draw = () => {
    const seconds = Math.round((performance.now() - started) / 1000)
    const text = `${frames[frame++ % frames.length]} ${current}${seconds > 1 ? ` (${seconds}s)` : ''}`
    region.draw(text.slice(0, Math.max(1, screen.columns - 1)))
  }
  const end = () => {
    clearInterval(timer)
    region.erase()
    if (current !== undefined && screen.redraws) screen.say(`${current}\n`)
    current = undefined
  }
  return {
    step(text) {
      if (text === current) return
      end()
      current = text
      if (!screen.redraws) return screen.say(`${text}\n`)
      started = performance.now()
      draw()
      // The spinner must not keep the process alive.
      timer = setInterval(draw, frameMs).unref()
    },
    above(text) {
      region.erase()
      screen.say(text)
      if (current !== undefined && screen.redraws) draw()
    },
    end,
  }
}
