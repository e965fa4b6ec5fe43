import type {RuleText} from '../src/lib/checks/engine/rule.ts'

/** Rules are in the order of the catalogue; pages are in the order in which findings are shown. */
function byCategory(rules: readonly RuleText[], categories: readonly string[]): readonly RuleText[] {
  return categories.flatMap(category => rules.filter(rule => rule.category === category))
}

/** docs/checks.md: one section a check, whose anchor is its id. */
export function checksPage(rules: readonly RuleText[], categories: readonly string[]): string {
  const sections = byCategory(rules, categories).map(
    ({id, category, title, page: {symptom, cause, fix}}) =>
      `## ${id}\n${escaped(title)}. (Category: ${category})\n\n**What you see.** ${escaped(symptom)}\n\n**Cause.** ${escaped(cause)}\n\n**What helps.** ${escaped(fix)}\n`,
  )
  return [
    '# Checks\n',
    '<!-- Made by `npm run docs` from the rules in src/lib/checks/rules. -->\n',
    "What `vkctl validate` looks at, and `vkctl install-connector` before it changes anything. `vkctl explain ID` prints a check's section.\n",
    ...sections,
  ].join('\n')
}

/** The table of the README. */
export function checksTable(rules: readonly RuleText[], categories: readonly string[]): string {
  const rows = byCategory(rules, categories).map(
    ({id, category, title}) => `| [\`${id}\`](docs/checks.md#${id}) | ${category} | ${escaped(title).replaceAll('|', String.raw`\|`)} |`,
  )
  return ['| check | about | what holds when all is well |', '|---|---|---|', ...rows].join('\n')
}

const [begin, end] = ['<!-- checks: made by `npm run docs` -->', '<!-- end of checks -->']

/** The README with another table between the two markers. */
export function withTable(readme: string, table: string): string {
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)]
  if (from === -1 || to < from) throw new Error(`README.md has to have the lines ${begin} and ${end}, in this order.`)
  return `${readme.slice(0, from + begin.length)}\n${table}\n${readme.slice(to)}`
}

/** Placeholders such as `<name>` would be taken for HTML, and stars for emphasis. */
function escaped(text: string): string {
  return text.replaceAll(/[\\<>*_`]/g, String.raw`\$&`)
}
