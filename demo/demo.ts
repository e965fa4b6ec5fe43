// `npm run demo`: builds vkctl, starts its sandbox and lets story.ts run in it.
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {execa} from 'execa'

const root = fileURLToPath(new URL('..', import.meta.url))
const node = (...args: readonly string[]) => execa(process.execPath, args, {cwd: root, stdio: 'inherit', reject: false})

await node('scripts/build.js')
await node('scripts/tools.js')
const {exitCode} = await node('bin/run.js', 'sandbox', '--exec', process.execPath, join('demo', 'story.ts'))
process.exitCode = exitCode ?? 1
