import {readFile} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'
import {describe, expect, it} from '@jest/globals'
import {scenariosIn} from '../../sandbox/drills/library.ts'
import {worldSchemaText} from '../../sandbox/settings/world-settings.ts'
import {bundleSchema} from '../../scripts/bundle-schema.ts'
import {checksPage} from '../../scripts/checks-page.ts'
import {drillsPage} from '../../scripts/drills-page.ts'
import {podFieldsPage} from '../../scripts/pod-fields-page.ts'
import {kubernetesTypes} from '../../scripts/kubernetes-types.ts'
import {allRules} from '../../src/lib/checks/catalogue.ts'
import {categories} from '../../src/lib/checks/engine/category.ts'
import {docsOf} from '../../src/lib/checks/engine/finding.ts'

const read = async (path: string) =>
  (await readFile(new URL(`../../${path}`, import.meta.url), 'utf8').catch(() => '')).replaceAll('\r\n', '\n')

/** What a failing test says, instead of a difference of two long texts. */
const state = (file: string, isCurrent: boolean) => (isCurrent ? 'up to date' : `${file} is not up to date: npm run docs`)

it('knows the types of the Kubernetes that the models are from', async () => {
  const path = 'src/lib/checks/manifest/kubernetes/types.json'
  expect(state(path, (await read(path)) === `${JSON.stringify(await kubernetesTypes(), undefined, 2)}\n`)).toBe('up to date')
})

it('says for each field of a pod what becomes of it', async () => {
  const path = 'docs/pod-fields.md'
  expect(state(path, (await read(path)) === podFieldsPage())).toBe('up to date')
})

it('describes bundles as the types of the facts do', async () => {
  const path = 'schemas/bundle.schema.json'
  expect(state(path, (await read(path)) === bundleSchema())).toBe('up to date')
})

it('lists the scenarios of drills', async () => {
  const page = await read('docs/drills.md')
  const scenarios = await scenariosIn(fileURLToPath(new URL('../../templates/scenarios/', import.meta.url)))
  expect(page).toContain('### throttled\nAzure throttles requests.')
  expect(state('docs/drills.md', page === drillsPage(page, scenarios))).toBe('up to date')
})

it('describes the world of the sandbox as its settings do', async () => {
  const path = 'schemas/sandbox-world.schema.json'
  expect(state(path, (await read(path)) === worldSchemaText())).toBe('up to date')
})

describe('what the documentation says about checks', () => {
  it('is up to date', async () => {
    const page = await read('docs/checks.md')
    expect(state('docs/checks.md', page === checksPage(allRules, categories))).toBe('up to date')
  })

  it('has a section for every finding to point to', async () => {
    const headings = [...(await read('docs/checks.md')).matchAll(/^## (.+)$/gm)].map(([, heading = '']) => docsOf(heading))
    expect(headings.toSorted()).toEqual(allRules.map(({id}) => docsOf(id)).toSorted())
  })

  it('shows placeholders, stars and code as they are', () => {
    const page = {symptom: 'See <name>.', cause: 'A * b_c.', fix: 'Run `x <y> --z_z`.'}
    const rule = {id: 'a-b', category: 'node', title: 'a b', page} as const
    expect(checksPage([rule], categories)).toContain(
      [
        '## a-b',
        'a b. (Category: node)',
        '',
        String.raw`**What you see.** See \<name\>.`,
        '',
        String.raw`**Cause.** A \* b\_c.`,
        '',
        '**What to do.** Run `x <y> --z_z`.',
      ].join('\n'),
    )
  })
})
