// `npm run sandbox`: vkctl sandbox from src/, with a choice of control planes besides.
import {fileURLToPath} from 'node:url'
import {main} from '../src/main.ts'
import {describeCommands} from './manifest.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const {commands} = await describeCommands(root, './scripts/commands')
await main(['sandbox', ...process.argv.slice(2)], {root, commands, load: path => import(`./commands/${path}.ts`)})
