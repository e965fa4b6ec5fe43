import {readFileSync} from 'node:fs'

/** Whether a process still does something; one that has ended and was not waited for by its parent does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    // It ended just now, or this system has no /proc; there, somebody waits for orphans.
    return process.platform !== 'linux'
  }
}
