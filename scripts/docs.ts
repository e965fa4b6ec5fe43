// `npm run docs`: writes what the documentation says about checks, from the rules themselves.
import {readFile, writeFile} from 'node:fs/promises'
import {categories} from '../src/lib/checks/engine/category.ts'
import {allRules} from '../src/lib/checks/catalogue.ts'
import {checksPage, checksTable, withTable} from './checks-page.ts'

const page = new URL('../docs/checks.md', import.meta.url)
const readme = new URL('../README.md', import.meta.url)

await writeFile(page, checksPage(allRules, categories))
await writeFile(readme, withTable(await readFile(readme, 'utf8'), checksTable(allRules, categories)))
console.log(`docs/checks.md and README.md tell of ${allRules.length} checks.`)
