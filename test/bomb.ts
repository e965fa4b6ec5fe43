/** A few lines of YAML that stand for about 2^40 values: `top`, and what refers to the one above it. */
export const bomb = (top: string): string =>
  [`${top}: &a0 [x, x]`, ...Array.from({length: 39}, (_, level) => `a${level + 1}: &a${level + 1} [*a${level}, *a${level}]`), ''].join('\n')
