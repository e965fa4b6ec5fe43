import {readOwnText} from '../lib/own-files.ts'

/** A check, as completion offers it. */
export interface ListedCheck {
  readonly id: string
  readonly title: string
  /** Whether `--skip-checks` takes it. */
  readonly skippable: boolean
}

/** The file in which the build lists the checks: to load all rules at a press of Tab takes too long. */
export const checksFile = 'dist/checks.json'

/** The checks, from the list of the build if there is one. */
export async function listedChecks(root: string): Promise<readonly ListedCheck[]> {
  const text = await readOwnText(root, checksFile)
  return text === undefined ? listChecks() : (JSON.parse(text) as readonly ListedCheck[])
}

/** The checks, from the rules. */
export async function listChecks(): Promise<readonly ListedCheck[]> {
  const [{allRules}, {skippableChecks}] = await Promise.all([import('../lib/checks/catalogue.ts'), import('../check-ids.ts')])
  const skippable = new Set(skippableChecks().map(({id}) => id))
  return allRules.map(({id, title}) => ({id, title, skippable: skippable.has(id)}))
}
