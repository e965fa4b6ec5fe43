const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}

/** The value of a Kubernetes quantity, in CPUs or bytes; NaN if it is not a quantity. */
export function amountOf(quantity: string | number): number {
  const [, digits, exponent, suffix = ''] =
    /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/.exec(`${quantity}`) ?? []
  if (digits === undefined) return Number.NaN
  return exponent === undefined ? Number(digits) * (factors[suffix] ?? Number.NaN) : Number(digits + exponent)
}
