// Loaded by `node --import`: writes the most memory that the process had, in MB, to the file that BENCH_MEMORY names when the process ends.
// This is JavaScript, because Node needs 18 MB of its own to read TypeScript, and they would count.
import {appendFileSync, readFileSync} from 'node:fs'

process.on('exit', () => appendFileSync(process.env['BENCH_MEMORY'] ?? '', `${peakMB()}\n`))

/** On Linux, resourceUsage() counts what the parent process had before this one began, so the kernel's own mark is read there. */
function peakMB() {
  const {maxRSS} = process.resourceUsage()
  if (process.platform !== 'linux') return (maxRSS * 1024) / 1e6
  const [, kiB] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return (Number(kiB ?? maxRSS) * 1024) / 1e6
}
