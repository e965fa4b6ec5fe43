// How Go's standard library handles texts and times, where it is visible in the provider's output.

/** A duration flag such as `30s`, `1m30s`, `500ms` or `0`, in milliseconds; undefined if it is none. */
export function parseGoDuration(text: string): number | undefined {
  if (text === '0') return 0
  const units: Record<string, number> = {ns: 1e-6, us: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000}
  if (!/^(\d+(\.\d+)?(ns|us|ms|s|m|h))+$/.test(text)) return undefined
  let sum = 0
  for (const [, value = '', , unit = ''] of text.matchAll(/(\d+(\.\d+)?)(ns|us|ms|s|m|h)/g)) sum += Number(value) * (units[unit] ?? 0)
  return sum
}

/** `2026-11-23T07:14:18Z` as `time.Time.String()` prints it. */
export const goTime = (timestamp: string): string => `${timestamp.slice(0, 10)} ${timestamp.slice(11, 19)} +0000 UTC`

/** Back from `goTime`; undefined if it is no such text. */
export function parseGoTime(text: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d+)? \+0000 (?:UTC|\+0000)/.exec(text)
  return match === null ? undefined : `${match[1]}T${match[2]}Z`
}

/** A quantity as resource.Quantity prints it again: `10000` becomes `10k`. Fails on what it cannot parse. */
export function canonicalQuantity(text: string): string {
  const match = /^(\d+)(Ki|Mi|Gi|Ti|Pi|m|k|M|G|T|P)?$/.exec(text)
  if (match === null)
    throw new GoPanic(`cannot parse '${text}': quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`)
  if (match[2] !== undefined) return text
  const suffixes = ['', 'k', 'M', 'G', 'T', 'P']
  let value = Number(match[1])
  let power = 0
  while (value !== 0 && value % 1000 === 0 && power < suffixes.length - 1) {
    value /= 1000
    power++
  }
  return `${value}${suffixes[power]}`
}

/** One line of a stack: a function, and where it is in the source. */
export type GoFrame = readonly [call: string, source: string]

/** The process ends with exit code 2 and a stack. */
export class GoPanic extends Error {
  /** The stack, innermost first; without one, the panic happened in `main`. */
  readonly frames: readonly GoFrame[]

  constructor(message: string, frames: readonly GoFrame[] = [['main.main()', '/workspace/cmd/virtual-kubelet/main.go:92 +0x1d5']]) {
    super(message)
    this.frames = frames
  }
}

/** A pointer that points nowhere, the usual panic. */
export function nilDereference(frames?: readonly GoFrame[]): GoPanic {
  return new GoPanic('runtime error: invalid memory address or nil pointer dereference', frames)
}

/** What the runtime of Go prints when a program panics. */
export function panicText({message, frames}: GoPanic): readonly string[] {
  const isFault = message.startsWith('runtime error: invalid memory address')
  return [
    `panic: ${message}`,
    ...(isFault ? ['[signal SIGSEGV: segmentation violation code=0x1 addr=0x10 pc=0x1b3d0e5]'] : []),
    '',
    `goroutine ${isFault ? 214 : 1} [running]:`,
    ...frames.flatMap(([call, source]) => [call, `\t${source}`]),
  ]
}
