import type {Scenario} from '../sandbox/drills/scenario.ts'

const begin = '<!-- npm run docs writes what follows from templates/scenarios/. -->'

/** docs/drills.md with its list of scenarios written anew. */
export function drillsPage(page: string, scenarios: readonly Scenario[]): string {
  const [before = ''] = page.split(begin)
  return `${before}${begin}\n\n${scenarios.map(section).join('\n')}`
}

function section({name, title, description, parameter, again, expect}: Scenario): string {
  const value = parameter === undefined ? '' : `\n\n\`${name}=${parameter.default}\` is the default. ${parameter.description}`
  const second = again === undefined ? '' : ` Second run: ${ends(again.expect)}.`
  return `### ${name}\n${title} ${description.trim()}${value}\n\nSurvived: ${ends(expect)}.${second}\n`
}

const ends = (outcomes: Scenario['expect']): string =>
  outcomes.map(({exit, end}) => `exit code ${codes[exit]} and ${end.map(state => `\`${state}\``).join(' or ')}`).join('; ')

const codes = {success: '0', failure: 'other than 0', any: 'of any value'} as const
