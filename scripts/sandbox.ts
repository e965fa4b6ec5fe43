// `npm run sandbox`: vkctl sandbox from src/, with a choice of control planes besides.
import {fileURLToPath} from 'node:url'
import {main} from '../src/main.ts'
import {describeCommands} from './manifest.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = 'scripts/commands'
const {commands} = await describeCommands(root, `./${folder}`)
await main(['sandbox', ...process.argv.slice(2)], {root, commands, modules: {folder, extension: '.ts'}})
