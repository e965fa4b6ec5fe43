import {closeSync, constants, fstatSync, openSync, renameSync, statSync, writeSync} from 'node:fs'
import {dirname} from 'node:path'
import {makeFolders} from './own-folder.ts'
import {whyNotWritten} from './write-fault.ts'

export interface LogFile {
  /** Appends one line, which must not contain a line break. Never throws. */
  write(line: string): void
}

/** The largest file. Then it becomes `FILE.1`, and an older `FILE.1` goes. */
const mostBytes = 10_000_000

const {O_APPEND, O_CREAT, O_WRONLY, O_NONBLOCK} = constants

/**
 * A file that grows line by line; runs that write at the same time do not mix their lines. A new file, and its folder, can only be read by this user. What cannot
 * be written is told once, and then nothing more is written. The writes are synchronous, so that the last line before a crash is there.
 */
export function openLogFile(path: string, tell: (fault: string) => void, largest = mostBytes): LogFile {
  let file: number | undefined
  const safely = (act: () => void): void => {
    try {
      act()
    } catch (error) {
      tell(whyNotWritten(error))
      if (file !== undefined) closeSync(file)
      file = undefined
    }
  }
  const open = () => {
    makeFolders(dirname(path))
    // A pipe that nobody reads must not hold vkctl.
    file = openSync(path, O_APPEND | O_CREAT | O_WRONLY | O_NONBLOCK, 0o600)
    if (!fstatSync(file).isFile()) throw new Error('it is not a regular file')
  }
  safely(open)
  return {
    write(line) {
      if (file === undefined) return
      safely(() => {
        if (file === undefined) return
        if (fstatSync(file).size > largest) {
          closeSync(file)
          file = undefined
          moveAside(path, largest)
          open()
        }
        if (file !== undefined) writeSync(file, `${line}\n`)
      })
    },
  }
}

/** Another run may have done it already, or do it at the same moment. */
function moveAside(path: string, largest: number): void {
  try {
    if (statSync(path).size > largest) renameSync(path, `${path}.1`)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
