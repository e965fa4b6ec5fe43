import {markup, type Markup} from './markup.ts'

/** An axis of time that begins at 0. All times are in milliseconds. */
export interface Axis {
  readonly end: number
  readonly ticks: readonly number[]
}

/** More labels would touch each other on a phone. */
const mostSteps = 5

/** An axis with round steps that is just long enough, and at least a second long. */
export function axisUpTo(longest: number): Axis {
  const length = Math.max(longest, 1000)
  const least = length / mostSteps
  const power = 10 ** Math.floor(Math.log10(least))
  const step = ([1, 2, 5, 10].find(factor => factor * power >= least) ?? 10) * power
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

/** The picture of the axis, in seconds. */
export function axisPicture(axis: Axis): Markup {
  const labels = axis.ticks.map((tick, index) => {
    const anchor = index === 0 ? 'start' : index === axis.ticks.length - 1 ? 'end' : 'middle'
    return markup`<text x="${percent(tick, axis)}" y="14" text-anchor="${anchor}">${seconds(tick)}</text>`
  })
  return markup`<svg class="axis" aria-hidden="true" width="100%" height="20">${labels}</svg>\n`
}

/** Seconds, with a decimal only where there is one. */
function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(3))} s`
}
