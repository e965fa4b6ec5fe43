import * as Flags from '@oclif/core/flags'
import {parseDuration} from '../duration.ts'
import {inGroup} from '../help/argument-groups.ts'
import {smokePhases, type SmokeNode} from '../lib/checks/facts/smoke.ts'
import type {SmokeSpec} from '../lib/connector/smoke/smoke.ts'
import {exitCodes, UsageError, type ExitCode} from '../lib/errors.ts'
import type {Talk} from '../lib/talk.ts'

const namespacePattern = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** Flags of `validate` for the sample pods. */
export const smokeFlags = inGroup('Sample Pod', {
  smoke: Flags.boolean({summary: 'Also run a sample pod on each virtual node, measure how long it takes, and delete it.'}),
  count: Flags.integer({default: 1, min: 1, max: 100, summary: 'With --smoke: number of pods on each node.'}),
  'smoke-namespace': Flags.string({default: 'default', summary: 'With --smoke: Kubernetes namespace of the pods.'}),
})

interface SmokeFlags {
  readonly smoke: boolean
  readonly count: number
  readonly 'smoke-namespace': string
  readonly timeout: number
}

/** Windows images are large: the first start takes 10 to 15 minutes. */
const usualTimeout = '20m'

/** How to run the sample pods; undefined without `--smoke`. Throws UsageError for a flag that needs `--smoke`. */
export function smokeSpec(flags: SmokeFlags, defaulted: ReadonlySet<string>, last: SmokeSpec['last']): SmokeSpec | undefined {
  const {smoke, count, 'smoke-namespace': namespace, timeout} = flags
  if (!smoke) {
    const stray = ['count', 'smoke-namespace'].find(name => !defaulted.has(name))
    if (stray !== undefined) throw new UsageError(`argument --${stray}: only allowed with argument --smoke`)
    return undefined
  }
  if (!namespacePattern.test(namespace))
    throw new UsageError(
      `argument --smoke-namespace: '${namespace}' is not a valid namespace name: use at most 63 lower case letters, digits and dashes`,
    )
  return {count, namespace, timeoutMs: defaulted.has('timeout') ? parseDuration(usualTimeout) : timeout, last}
}

/** Median and longest time of each phase in seconds, as columns of a table. */
export function smokeColumns(node: SmokeNode | undefined): Readonly<Record<string, string>> {
  if (node === undefined) return {}
  return Object.fromEntries(
    smokePhases.map(phase => {
      const times = node.phases.find(one => one.phase === phase)
      return [phase, times === undefined ? '' : `${seconds(times.p50Ms)}/${seconds(times.maxMs)}s`]
    }),
  )
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1)
}

/** Warns about nodes that open ports of pods to the internet. */
export function warnOfPublicIps(nodes: readonly SmokeNode[], talk: Talk): void {
  for (const {nodeName, publicIp} of nodes) {
    if (publicIp === null) continue
    talk.warning(
      `The sample pod on ${nodeName} had the public IP address ${publicIp}: ports of pods on this node are open to the internet. A connector with a subnet gives pods private addresses.`,
    )
  }
}

/** The exit code of `validate` if the sample pods decide it; otherwise undefined. */
export function smokeExitCode(nodes: readonly SmokeNode[]): ExitCode | undefined {
  if (nodes.some(({left}) => left.length > 0)) return exitCodes.leftOver
  return nodes.some(({timedOut}) => timedOut) ? exitCodes.timedOut : undefined
}
