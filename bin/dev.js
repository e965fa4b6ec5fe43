#!/usr/bin/env node
// The same as run.js from src/, without a build. Needs a Node that runs TypeScript by itself (22.18 or newer).
import {fileURLToPath} from 'node:url'
import {describeCommands} from '../scripts/manifest.ts'
import {main} from '../src/main.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const {commands} = await describeCommands(root, './src/commands')
await main(process.argv.slice(2), {root, commands, load: path => import(`../src/commands/${path}.ts`)})
