import {preflightRules} from './lib/checks/catalogue.ts'
import type {RuleText} from './lib/checks/engine/rule.ts'
import {imagePulled} from './lib/checks/rules/connector-pod.ts'
import {didYouMean} from './lib/suggest.ts'
import {UsageError} from './lib/errors.ts'

/** The checks before an install. */
export function skippableChecks(): readonly RuleText[] {
  // An upgrade tests a new image.
  return [...preflightRules.cluster, ...preflightRules.connector, imagePulled]
}

/** The ids of checks that `--skip-checks` names. Throws UsageError for an id that is not a check before an install. */
export function checkIds(text: string | undefined): readonly string[] {
  const given = (text ?? '').split(/[\s,]+/).filter(id => id !== '')
  const known = skippableChecks().map(({id}) => id)
  const wrong = given.find(id => !known.includes(id))
  if (wrong === undefined) return given
  throw new UsageError(`argument --skip-checks: '${wrong}' is not a check that runs before an install.`, {
    hints: [...didYouMean(wrong, known), `Checks before an install: ${known.join(', ')}`],
  })
}
