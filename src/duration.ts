const unitMs: Readonly<Record<string, number>> = {ms: 1, s: 1000, m: 60_000, h: 3_600_000}

/** Timers of Node and execa support at most 2^31 - 1 ms, and vkctl gives programs a little more time than their own timeout. */
const longestHours = 500

/**
 * Milliseconds of a duration: Go's form as in helm and kubectl (`5m`, `90s`, `1h30m`, `1.5m`) or plain seconds as in az (`600`).
 * Throws if the text is neither, zero, or too long for a timer.
 */
export function parseDuration(text: string): number {
  const parts = /^\d+(\.\d+)?$/.test(text) ? [[text, text, 's']] : [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)]
  const ms = parts.reduce((sum, [, amount = '', unit = '']) => sum + Number(amount) * (unitMs[unit] ?? Number.NaN), 0)
  const isWhole = parts.map(([part]) => part).join('') === text
  if (!isWhole || !(ms > 0) || !Number.isFinite(ms))
    throw new Error(`invalid duration value: '${text}', expected for example 5m, 90s or 600 (seconds)`)
  if (ms > longestHours * 3_600_000) throw new Error(`invalid duration value: '${text}', expected at most ${longestHours}h`)
  return ms
}
