// `npm run docs`: writes docs/checks.md from the rules themselves, and the types of Kubernetes that `validate -f` knows.
import {writeFile} from 'node:fs/promises'
import {categories} from '../src/lib/checks/engine/category.ts'
import {allRules} from '../src/lib/checks/catalogue.ts'
import {checksPage} from './checks-page.ts'
import {kubernetesTypes} from './kubernetes-types.ts'

const write = (path: string, text: string): Promise<void> => writeFile(new URL(`../${path}`, import.meta.url), text)

const types = await kubernetesTypes()
await write('src/lib/checks/manifest/kubernetes/types.json', `${JSON.stringify(types, undefined, 2)}\n`)
await write('docs/checks.md', checksPage(allRules, categories))
console.log(
  `docs/checks.md describes ${allRules.length} checks; types.json describes ${Object.keys(types.types).length} types of Kubernetes.`,
)
