#!/usr/bin/env node
// Old Node versions must get as far as the refusal, so nothing newer than Node 14 stands here, and nothing else is loaded before.
import module from 'node:module'
import {fileURLToPath} from 'node:url'

const needed = [22, 13]
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  console.error(`vkctl needs Node.js ${needed.join('.')} or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

const require = module.createRequire(import.meta.url)
// docs/decisions/0045-memory.md
require('node:v8').setFlagsFromString('--optimize-for-size')
const {compileCacheFolder} = require('../dist/lib/own-folder.cjs')
const cache = compileCacheFolder(process.env)
// Only modules that are loaded after this call come from the cache. Node's own default is a folder in /tmp, which another user can create first.
if (cache !== undefined) module.enableCompileCache?.(cache)
const {main} = require('../dist/main.cjs')
await main(process.argv.slice(2), {
  root: fileURLToPath(new URL('..', import.meta.url)),
  load: path => require(`../dist/commands/${path}.cjs`),
})
