// `npm run docs`: writes docs/checks.md from the rules themselves, docs/pod-fields.md from the fates of fields, the types of Kubernetes that `validate -f`
// knows, the schema of bundles from the types of facts, the schema of the sandbox's world from its settings, and the list of docs/drills.md from the scenarios.
import {readFile, writeFile} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'
import {categories} from '../src/lib/checks/engine/category.ts'
import {allRules} from '../src/lib/checks/catalogue.ts'
import {scenariosIn} from '../sandbox/drills/library.ts'
import {worldSchemaText} from '../sandbox/settings/world-settings.ts'
import {bundleSchema} from './bundle-schema.ts'
import {checksPage} from './checks-page.ts'
import {drillsPage} from './drills-page.ts'
import {kubernetesTypes} from './kubernetes-types.ts'
import {podFieldsPage} from './pod-fields-page.ts'

const write = (path: string, text: string): Promise<void> => writeFile(new URL(`../${path}`, import.meta.url), text)

const types = await kubernetesTypes()
await write('src/lib/checks/manifest/kubernetes/types.json', `${JSON.stringify(types, undefined, 2)}\n`)
await write('schemas/bundle.schema.json', bundleSchema())
await write('schemas/sandbox-world.schema.json', worldSchemaText())
await write('docs/pod-fields.md', podFieldsPage())
const drills = await readFile(new URL('../docs/drills.md', import.meta.url), 'utf8')
await write('docs/drills.md', drillsPage(drills, await scenariosIn(fileURLToPath(new URL('../templates/scenarios/', import.meta.url)))))
await write('docs/checks.md', checksPage(allRules, categories))
console.log(
  `docs/checks.md describes ${allRules.length} checks; types.json describes ${Object.keys(types.types).length} types of Kubernetes.`,
)
