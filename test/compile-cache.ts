import {join} from 'node:path'
import {tmpdir} from 'node:os'

/** In the environment of a Node.js that a test starts: it compiles, and strips of types, what no test before has started. */
export const compileCache = {NODE_COMPILE_CACHE: join(tmpdir(), 'vkctl-tests-compile-cache')} as const
