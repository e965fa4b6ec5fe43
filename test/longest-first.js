import {relative} from 'node:path'
import Sequencer from '@jest/test-sequencer'

/** Where the suites are that take long, the longest first. */
const long = [
  'e2e/lifecycle-',
  'e2e/every-case',
  'lifecycle/interruptions',
  'lifecycle/pods/smoke',
  'lifecycle/',
  'package/',
  'lib/helm/',
  'sandbox/',
]

/** @param {string} path */
function rank(path) {
  const name = relative(import.meta.dirname, path).replaceAll('\\', '/')
  const found = long.findIndex(start => name.startsWith(start))
  return found === -1 ? long.length : found
}

/**
 * Starts the suites that take long before all others, so that at the end no worker is alone with one of them. jest does that by the times of the last
 * run. A fresh checkout has none, and there jest goes by the size of the files; those of the lifecycle suites are the smallest.
 */
export default class LongestFirst extends Sequencer {
  /** @param {Parameters<Sequencer['sort']>[0]} tests */
  sort(tests) {
    // oxlint-disable-next-line unicorn/no-array-sort -- not an array's
    return super.sort(tests).toSorted((a, b) => rank(a.path) - rank(b.path))
  }
}
