import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {ToolCall} from '../lifecycle/watched-tools.ts'
import type {Tools} from '../tools.ts'

/**
 * What happens to a call: it fails before it does anything (`exit`); it is killed when it has done all and said nothing (`killed`) or somewhere
 * in between (`killed early`, `killed late`); vkctl gets SIGINT when the call begins; vkctl is killed when the call has done all.
 */
export type CallFault = 'exit' | 'killed' | 'killed early' | 'killed late' | 'SIGINT' | 'SIGKILL'

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
  /** What was called since the last time, in no order. */
  readonly takeCalls: () => readonly NamedCall[]
  readonly hit: (hit: CallHit | undefined) => void
}

const middle = (seconds: number): string =>
  `exec 3<&0; "$real" "$@" <&3 >/dev/null 2>&1 & p=$!; sleep ${seconds}; kill -9 $p 2>/dev/null; kill -9 $$`

/** Shell text, read by the script in place of running the tool. */
const effects: Readonly<Record<CallFault, string>> = {
  exit: 'echo "Error: the sweep made this call fail" >&2; exit 1',
  killed: '"$real" "$@" >/dev/null 2>&1; kill -9 $$',
  'killed early': middle(0.09),
  'killed late': middle(0.16),
  SIGINT: 'kill -INT $PPID; exec "$real" "$@"',
  SIGKILL: '"$real" "$@" >/dev/null 2>&1; kill -9 $PPID',
}

/** `directory` must exist. */
export function openToolGate(real: Pick<Tools, 'helm' | 'kubectl'>, directory: string): ToolGate {
  const records = join(directory, 'calls')
  const faults = join(directory, 'faults')
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
      `while ! printf '%s\\0' "$@" > "${records}/${tool} $1 $2 #$n"; do n=$((n + 1)); done 2>/dev/null`,
      'set +C',
      `[ ! -e "${faults}/${tool} $1 $2 #$n" ] || . "${faults}/${tool} $1 $2 #$n"`,
      'exec "$real" "$@"',
    ]
    writeFileSync(path, `${lines.join('\n')}\n`, {mode: 0o755})
    return path
  }
  return {
    helm: script('helm'),
    kubectl: script('kubectl'),
    takeCalls() {
      return readdirSync(records).map(target => {
        const args = readFileSync(join(records, target), 'utf8').split('\0').slice(0, -1)
        rmSync(join(records, target))
        return {target, tool: target.startsWith('helm ') ? 'helm' : 'kubectl', args}
      })
    },
    hit(hit) {
      for (const name of readdirSync(faults)) rmSync(join(faults, name))
      if (hit !== undefined) writeFileSync(join(faults, hit.target), effects[hit.fault])
    },
  }
}
