/** One small change of a source file that a test should notice. */
export interface Mutation {
  /** Path below the root of the repository. */
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  readonly before: string
  readonly after: string
}

/** What is looked for in a line, and what it becomes. */
const swaps: readonly (readonly [found: RegExp, becomes: string])[] = [
  [/ === /, ' !== '],
  [/ !== /, ' === '],
  [/ && /, ' || '],
  [/ \|\| /, ' && '],
  [/ >= /, ' < '],
  [/ <= /, ' > '],
  [/ < /, ' >= '],
  [/ > /, ' <= '],
  [/\btrue\b/, 'false'],
  [/\bfalse\b/, 'true'],
  [/\.some\(/, '.every('],
  [/\.every\(/, '.some('],
  [/ \+ 1\b/, ' - 1'],
  [/\bif \(!/, 'if ('],
  // A comparison has a swap of its own.
  [/\bif \((?!!|[^&|]* [!=<>]=)/, 'if (!'],
  [/\? (.+) : (.+?)([,)]*)$/, '? $2 : $1$3'],
  [/^(\s+)await ([^()]+\(.*\))$/, '$1void (() => $2)'],
]

/** Lines that hold no decision: comments, imports, types. */
const inert = /^\s*(\*|\/\*|\/\/|import\b|export (type|interface)|type\b|interface\b|readonly\b|\|)/

/** Every mutation of a source text. */
export function mutationsOf(file: string, text: string): readonly Mutation[] {
  return text.split('\n').flatMap((line, index) => {
    if (inert.test(line) || line.includes(' => void') || /^\s*\w+\??: (readonly )?\w+( \| \w+)*$/.test(line)) return []
    return swaps.flatMap(([found, becomes]) => {
      const after = line.replace(found, becomes)
      return after === line ? [] : [{file, line: index + 1, before: line.trim(), after: after.trim()}]
    })
  })
}

/** The text with the mutation in it. */
export function mutated(text: string, {line, before, after}: Mutation): string {
  const lines = text.split('\n')
  lines[line - 1] = (lines[line - 1] ?? '').replace(before, () => after)
  return lines.join('\n')
}

/** `count` of them, spread evenly over the files; the same for the same seed. */
export function sample(mutations: readonly Mutation[], count: number, seed: number): readonly Mutation[] {
  let state = seed
  const random = (): number => {
    // The generator of Numerical Recipes.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const files = [...Map.groupBy(mutations, ({file}) => file).values()].map(all => ({all, order: random()}))
  const chosen = files.toSorted((a, b) => a.order - b.order).map(({all}) => all[Math.floor(random() * all.length)])
  return chosen.filter(one => one !== undefined).slice(0, count)
}
