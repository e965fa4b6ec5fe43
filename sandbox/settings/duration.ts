import type {Kind} from './kinds.ts'

const units = {h: 3_600_000, m: 60_000, s: 1000, ms: 1} as const
const longestMs = 24 * units.h

function milliseconds(value: unknown): number | undefined {
  if (value === 'never') return Infinity
  const [, amount, unit] = typeof value === 'string' ? (/^(\d{1,9})(h|ms|m|s)$/.exec(value) ?? []) : []
  if (amount === undefined) return undefined
  const result = Number(amount) * units[unit as keyof typeof units]
  return result <= longestMs ? result : undefined
}

/** Milliseconds; Infinity for `never`. */
export const duration: Kind<number> = {
  allowed: 'a duration such as 500ms, 10s, 10m or 1h, at most 24h, or never',
  schema: {type: 'string', pattern: '^(\\d{1,9}(h|m|s|ms)|never)$'},
  accept: milliseconds,
}

/** A duration as it is written in a setting. */
export function durationText(ms: number): string {
  if (ms === Infinity) return 'never'
  const [unit, size] = Object.entries(units).find(([, one]) => ms > 0 && ms % one === 0) ?? ['ms', 1]
  return `${ms / size}${unit}`
}
