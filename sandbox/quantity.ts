const factors: Readonly<Record<string, number>> = {
  '': 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
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

/** The number in a Kubernetes quantity, such as 1.5e9 for `1500M`; 0 for any other text. */
export function quantityValue(text: string): number {
  if (/^[\d.]+[eE][+-]?\d+$/.test(text)) return Number(text)
  const match = /^([\d.]+)([A-Za-z]*)$/.exec(text)
  return Number(match?.[1] ?? 0) * (factors[match?.[2] ?? ''] ?? 1)
}
