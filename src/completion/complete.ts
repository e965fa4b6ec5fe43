import {shellWord} from '../lib/printed-commands/shell-words.ts'
import type {Surface} from '../surface.ts'
import type {System} from '../system.ts'
import {bashLines, splitBashLine} from './bash-line.ts'
import {answer, type Answer} from './candidates.ts'
import {findCursor, type Line} from './cursor.ts'
import {openNames, readingLimitMs} from './names.ts'
import {scopeKey, type Scope} from './scope.ts'
import type {Refresh} from './live-values.ts'
import {openSource} from './source.ts'

interface Completing {
  readonly surface: Surface
  readonly system: System
  /** Folder of package.json. */
  readonly root: string
  /** Runs vkctl with these arguments in the background. */
  readonly again: (argv: readonly string[]) => Promise<void>
}

/**
 * What the scripts of the shells call (docs/architecture.md, "Completion"). Each line that it prints is a word, a tab and its description, or an instruction
 * that begins with a tab, as no word does.
 * - `INDEX WORD…`: the words after `vkctl`, and the index of the one at the cursor, which ends at the cursor.
 * - `bash BEFORE AFTER BREAKS`: the line before and after the cursor, and COMP_WORDBREAKS.
 * - `powershell INDEX WORD…`: as the first form, but each word follows the text that stands for it on a line of PowerShell, and a tab.
 * - `refresh SCOPE`: reads the names of a scope into the cache, and prints nothing.
 */
export async function complete([what = '', ...more]: readonly string[], {surface, system, root, again}: Completing): Promise<void> {
  if (what === 'refresh') return refresh(JSON.parse(more[0] ?? '') as Scope, system, {root, version: surface.version})
  const start: Refresh = scope => again(['__complete', 'refresh', JSON.stringify(scope)])
  const answerTo = (line: Line): Promise<Answer> => answer(findCursor(line, surface), surface, openSource({system, root}, start))
  if (what === 'bash') {
    const [before = '', after = '', breaks = ''] = more
    const line = splitBashLine(before, after, breaks)
    return write(system, bashLines(line.redirected ? {kind: 'files', before: ''} : await answerTo(line), line))
  }
  if (what === 'powershell') {
    const [index, ...words] = more
    return write(
      system,
      lines(await answerTo({words, index: Number(index)}), value => `${shellWord(value, 'powershell')}\t${value}`),
    )
  }
  write(
    system,
    lines(await answerTo({words: more, index: Number(what)}), value => value),
  )
}

function lines(found: Answer, shown: (value: string) => string): readonly string[] {
  switch (found.kind) {
    case 'files':
      return [`\tfiles ${found.before}`.trimEnd()]
    case 'other-command':
      return [`\tcommand ${found.index}`]
    case 'words':
      return found.candidates.map(({value, description}) => shown(value) + (description === undefined ? '' : `\t${description}`))
    default:
      return found satisfies never
  }
}

function write(system: System, all: readonly string[]): void {
  system.write(all.map(line => `${line}\n`).join(''))
}

/** Reads the names of a scope into the cache. An error leaves the cache as it is, and the claim keeps others from trying again at once. */
async function refresh(scope: Scope, system: System, config: {readonly root: string; readonly version: string}): Promise<void> {
  const cache = openNames(system.env, await scopeKey(scope, system))
  if (cache === undefined) return
  // As an interrupt, which ends every wait and still deletes the kubeconfig.
  setTimeout(() => process.emit('SIGTERM'), readingLimitMs - 2000).unref()
  const {readNames} = await import('./read-names.ts')
  try {
    const [{names}, read] = await Promise.all([cache.read(), readNames(scope, system, config)])
    await cache.write({...names, ...read})
  } catch {
    // The next try comes from the next completion.
  }
}
