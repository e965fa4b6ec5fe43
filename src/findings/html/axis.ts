import {markup, type Markup} from './markup.ts'

/** An axis of time that begins at 0. All times are in milliseconds. */
export interface Axis {
  readonly end: number
  readonly ticks: readonly number[]
}

/** More labels would touch each other on a phone. */
const mostSteps = 5

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000]
/** Round steps. */
const steps = [
  ...[0.2, 0.5, 1, 2, 5, 10, 20, 30].map(count => count * second),
  ...[1, 2, 5, 10, 20, 30].map(count => count * minute),
  ...[1, 2, 3, 6, 12].map(count => count * hour),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map(count => count * day),
]

/** An axis with round steps that is just long enough, and at least a second long. */
export function axisUpTo(longest: number): Axis {
  const length = Math.max(longest, second)
  const least = length / mostSteps
  const step = steps.find(one => one >= least) ?? least
  const count = Math.ceil(length / step)
  return {end: count * step, ticks: Array.from({length: count + 1}, (_, index) => index * step)}
}

/** Where a time stands, or how wide a duration is. Pictures have no fixed width, so it is a part of the whole. */
export function percent(ms: number, {end}: Axis): string {
  return `${((100 * ms) / end).toFixed(2)}%`
}

/** A line for each tick. */
export function gridLines(axis: Axis, height: number): Markup {
  const lines = axis.ticks.map(tick => {
    const x = percent(tick, axis)
    return markup`<line class="grid" x1="${x}" x2="${x}" y1="0" y2="${height}"/>`
  })
  return markup`${lines}`
}

/** The labels of the axis. */
export function axisPicture(axis: Axis): Markup {
  const [unit, symbol] = unitOf(axis.ticks[1] ?? second)
  const labels = axis.ticks.map((tick, index) => {
    const anchor = index === 0 ? 'start' : index === axis.ticks.length - 1 ? 'end' : 'middle'
    return markup`<text x="${percent(tick, axis)}" y="14" text-anchor="${anchor}">${Number((tick / unit).toFixed(1))} ${symbol}</text>`
  })
  return markup`<svg class="axis" aria-hidden="true" width="100%" height="20">${labels}</svg>\n`
}

function unitOf(step: number): readonly [number, string] {
  if (step < minute) return [second, 's']
  if (step < hour) return [minute, 'min']
  return step < day ? [hour, 'h'] : [day, 'd']
}
