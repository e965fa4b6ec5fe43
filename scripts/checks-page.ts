import type {RuleText} from '../src/lib/checks/engine/rule.ts'

/** Rules are in the order of the catalogue; pages are in the order in which findings are shown. */
function byCategory(rules: readonly RuleText[], categories: readonly string[]): readonly RuleText[] {
  return categories.flatMap(category => rules.filter(rule => rule.category === category))
}

/** docs/checks.md: one section a check, whose anchor is its id. */
export function checksPage(rules: readonly RuleText[], categories: readonly string[]): string {
  const sections = byCategory(rules, categories).map(
    ({id, category, title, page: {symptom, cause, fix}}) =>
      `## ${id}\n${escaped(title)}. (Category: ${category})\n\n**What you see.** ${escaped(symptom)}\n\n**Cause.** ${escaped(cause)}\n\n**What to do.** ${escaped(fix)}\n`,
  )
  return [
    '# Checks\n',
    '<!-- Made by `npm run docs` from the rules in src/lib/checks/rules. -->\n',
    '`vkctl validate` runs these checks. `vkctl install-connector` runs some of them before it changes anything. `vkctl explain ID` prints one section.\n',
    ...sections,
  ].join('\n')
}

/** Placeholders such as `<name>` would be taken for HTML, and stars for emphasis; what is set as code stays as it is. */
function escaped(text: string): string {
  return text.replaceAll(/`[^`]*`|[\\<>*_]/g, part => (part.startsWith('`') ? part : `\\${part}`))
}
