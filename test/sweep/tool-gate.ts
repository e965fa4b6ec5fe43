import {mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import type {ToolCall} from '../lifecycle/world/watched-tools.ts'
import type {Tools} from '../tools.ts'
import {isRunning} from './is-running.ts'

/**
 * What happens to a call: it fails before it does anything (`exit`); it is killed when it has done all and said nothing (`killed`) or somewhere
 * in between (`killed early`, `killed late`); vkctl gets SIGINT when the call begins; vkctl is killed when the call has done all (`SIGKILL`) or
 * before it does anything, and the call goes on when the next vkctl reads the cluster (`outlived`).
 */
export type CallFault = 'exit' | 'killed' | 'killed early' | 'killed late' | 'SIGINT' | 'SIGKILL' | 'outlived'

export interface CallHit {
  /** As {@link ToolGate.takeCalls} names it. */
  readonly target: string
  readonly fault: CallFault
}

export interface NamedCall extends ToolCall {
  /** `tool arg arg #n`: the n-th call of that kind. */
  readonly target: string
}

/** helm and kubectl, each behind a script that counts its calls and lets one of them go wrong. Only for systems with a POSIX shell. */
export interface ToolGate {
  readonly helm: string
  readonly kubectl: string
  /** What was called since the last time, in the order in which the calls began. */
  readonly takeCalls: () => readonly NamedCall[]
  readonly hit: (hit: CallHit | undefined) => void
  /** Settles when no call that was taken goes on; one may outlive a vkctl that was killed. */
  readonly untilAlone: () => Promise<void>
}

/** Of what helm takes about 0.2 seconds for, and kubectl 0.05. */
const middle = (helm: number, kubectl: number): string =>
  `exec 3<&0; "$real" "$@" <&3 >/dev/null 2>&1 & p=$!; case "$0" in *helm) sleep ${helm};; *) sleep ${kubectl};; esac; kill -9 $p 2>/dev/null; kill -9 $$`

/** Takes what vkctl says to it; then vkctl is killed, and the call waits until a new record of `reading` shows that the next one has begun. */
const outlive = (reading: string): string =>
  [
    'cat > "$0-$$"; kill -9 $PPID',
    ...[`-e "${reading}"`, `! -e "${reading}"`].map(
      state => `i=0; while [ ${state} ] && [ $i -lt 500 ]; do sleep 0.02; i=$((i + 1)); done`,
    ),
    '"$real" "$@" < "$0-$$"; rm "$0-$$"; exit',
  ].join('\n')

/** Shell text, read by the script in place of running the tool. */
const effects: Readonly<Record<Exclude<CallFault, 'outlived'>, string>> = {
  exit: 'echo "Error: the sweep made this call fail" >&2; exit 1',
  killed: '"$real" "$@" >/dev/null 2>&1; kill -9 $$',
  'killed early': middle(0.09, 0.03),
  'killed late': middle(0.16, 0.04),
  SIGINT: 'kill -INT $PPID; exec "$real" "$@"',
  SIGKILL: '"$real" "$@" >/dev/null 2>&1; kill -9 $PPID',
}

/** `directory` must exist. */
export function openToolGate(real: Pick<Tools, 'helm' | 'kubectl'>, directory: string): ToolGate {
  const records = join(directory, 'calls')
  const faults = join(directory, 'faults')
  // What every command asks of Helm just before it reads the cluster.
  const reading = join(records, 'helm version --short #1')
  mkdirSync(records)
  mkdirSync(faults)
  const script = (tool: 'helm' | 'kubectl'): string => {
    const path = join(directory, tool)
    const lines = [
      '#!/bin/sh',
      `real="${real[tool]}"`,
      // Short programs, many at once: threads for the garbage collector only get in each other's way.
      'export GOMAXPROCS=1 GOGC=400',
      '[ $# != 0 ] || exec "$real"',
      // With noclobber only one call gets each number.
      'set -C; n=1',
      `while ! printf '%s\\0' $$ "$@" > "${records}/${tool} $1 $2 #$n"; do n=$((n + 1)); done 2>/dev/null`,
      'set +C',
      `[ ! -e "${faults}/${tool} $1 $2 #$n" ] || . "${faults}/${tool} $1 $2 #$n"`,
      'exec "$real" "$@"',
    ]
    writeFileSync(path, `${lines.join('\n')}\n`, {mode: 0o755})
    return path
  }
  let taken: readonly number[] = []
  return {
    helm: script('helm'),
    kubectl: script('kubectl'),
    takeCalls() {
      const calls = readdirSync(records).map(target => {
        const record = join(records, target)
        const [pid, ...args] = readFileSync(record, 'utf8').split('\0').slice(0, -1)
        const {mtimeNs} = statSync(record, {bigint: true})
        rmSync(record)
        return {target, tool: target.startsWith('helm ') ? ('helm' as const) : ('kubectl' as const), args, pid: Number(pid), mtimeNs}
      })
      taken = [...taken, ...calls.map(({pid}) => pid)].filter(isRunning)
      return calls.toSorted((a, b) => (a.mtimeNs < b.mtimeNs ? -1 : 1))
    },
    hit(hit) {
      for (const name of readdirSync(faults)) rmSync(join(faults, name))
      if (hit === undefined) return
      const effect = hit.fault === 'outlived' ? outlive(reading) : effects[hit.fault]
      writeFileSync(join(faults, hit.target), effect)
    },
    async untilAlone() {
      while (taken.some(isRunning)) await sleep(20)
    },
  }
}
