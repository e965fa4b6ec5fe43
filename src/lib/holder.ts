import {hostname} from 'node:os'

/** This process, as another machine can name it: `host/pid`. */
export function thisProcess(): string {
  return `${hostname()}/${process.pid}`
}

/** Whether a process has ended. False for a process on another machine, which cannot be checked. */
export function isGone(holder: string): boolean {
  const [host, pid] = [holder.slice(0, holder.lastIndexOf('/')), Number(holder.slice(holder.lastIndexOf('/') + 1))]
  return host === hostname() && !isAlive(pid)
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // A process of another user may not be signalled, but it exists.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
