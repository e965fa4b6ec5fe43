import {readFile} from 'node:fs/promises'
import {describe, expect, it} from '@jest/globals'
import {checksPage} from '../../scripts/checks-page.ts'
import {allRules} from '../../src/lib/checks/catalogue.ts'
import {categories} from '../../src/lib/checks/engine/category.ts'
import {docsOf} from '../../src/lib/checks/engine/finding.ts'

const read = async (path: string) =>
  (await readFile(new URL(`../../${path}`, import.meta.url), 'utf8').catch(() => '')).replaceAll('\r\n', '\n')

/** What a failing test says, instead of a difference of two long texts. */
const state = (file: string, isCurrent: boolean) => (isCurrent ? 'up to date' : `${file} is not up to date: npm run docs`)

describe('what the documentation says about checks', () => {
  it('is up to date', async () => {
    expect(state('docs/checks.md', (await read('docs/checks.md')) === checksPage(allRules, categories))).toBe('up to date')
  })

  it('has a section for every finding to point to', async () => {
    const headings = [...(await read('docs/checks.md')).matchAll(/^## (.+)$/gm)].map(([, heading = '']) => docsOf(heading))
    expect(headings.toSorted()).toEqual(allRules.map(({id}) => docsOf(id)).toSorted())
  })

  it('shows placeholders and stars as they are', () => {
    const page = {symptom: 'See <name>.', cause: 'A * b_c.', fix: 'Run `x`.'}
    const rule = {id: 'a-b', category: 'node', title: 'a | b', page} as const
    expect(checksPage([rule], categories)).toContain(
      String.raw`## a-b
a | b. (Category: node)

**What you see.** See \<name\>.

**Cause.** A \* b\_c.

**What helps.** Run \`x\`.
`,
    )
  })
})
