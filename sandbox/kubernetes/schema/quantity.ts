const binary = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] as const
const decimal = ['k', 'M', 'G', 'T', 'P', 'E'] as const
const small: Readonly<Record<string, bigint>> = {n: 1n, u: 1000n, m: 1_000_000n}
const pattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d{1,3}))?$/

const nano = 1_000_000_000n

/** A quantity as a whole number of billionths; undefined if it is none. */
export function parseQuantity(text: string): bigint | undefined {
  const found = pattern.exec(text)
  if (found === null) return undefined
  const [, sign, whole = '', fraction = '', suffix, exponent] = found
  if (whole === '' && fraction === '') return undefined
  const digits = BigInt(`${whole}${fraction}`)
  let value = digits * scaleOf(suffix)
  let divisor = 10n ** BigInt(fraction.length)
  const power = Number(exponent ?? 0)
  if (power >= 0) value *= 10n ** BigInt(power)
  else divisor *= 10n ** BigInt(-power)
  const rounded = (value + divisor - 1n) / divisor
  return sign === '-' ? -rounded : rounded
}

function scaleOf(suffix: string | undefined): bigint {
  if (suffix === undefined) return nano
  const fine = small[suffix]
  if (fine !== undefined) return fine
  const two = (binary as readonly string[]).indexOf(suffix)
  if (two >= 0) return nano * 1024n ** BigInt(two + 1)
  return nano * 1000n ** BigInt((decimal as readonly string[]).indexOf(suffix) + 1)
}

/** The form in which the API keeps a quantity: `1000m` is `1`, `0.5` is `500m`, `1024Mi` is `1Gi`. */
export function canonicalQuantity(text: string): string | undefined {
  const value = parseQuantity(text)
  if (value === undefined) return undefined
  if (value === 0n) return '0'
  if (/[KMGTPE]i$/.test(text) && value % nano === 0n) {
    const whole = value / nano
    if (whole <= -1024n || whole >= 1024n) return scaled(whole, 1024n, binary)
  }
  const exponent = /[eE][+-]?\d+$/.test(text)
  if (value % nano === 0n) return exponent ? String(value / nano) : scaled(value / nano, 1000n, decimal)
  if (value % 1_000_000n === 0n) return `${value / 1_000_000n}m`
  return value % 1000n === 0n ? `${value / 1000n}u` : `${value}n`
}

function scaled(whole: bigint, base: bigint, suffixes: readonly string[]): string {
  let rest = whole
  let index = 0
  while (rest % base === 0n && index < suffixes.length) {
    rest /= base
    index += 1
  }
  return `${rest}${suffixes[index - 1] ?? ''}`
}
