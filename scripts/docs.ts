// `npm run docs`: writes docs/checks.md from the rules themselves.
import {writeFile} from 'node:fs/promises'
import {categories} from '../src/lib/checks/engine/category.ts'
import {allRules} from '../src/lib/checks/catalogue.ts'
import {checksPage} from './checks-page.ts'

const page = new URL('../docs/checks.md', import.meta.url)

await writeFile(page, checksPage(allRules, categories))
console.log(`docs/checks.md describes ${allRules.length} checks.`)
