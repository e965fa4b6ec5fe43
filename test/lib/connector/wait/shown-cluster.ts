import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'
import type {Watched} from '../../../../src/lib/connector/wait/read-observations.ts'
import {openKubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import type {KubeObject, NodeObject} from '../../../../src/lib/kubernetes/objects.ts'
import type {Run} from '../../../../src/lib/process.ts'
import {deployment, lease, node, nodeName, pod, release} from '../../checks/objects.ts'

export const watched: Watched = {release, nodeName, osType: 'Linux', namespace: 'vk'}

/** The objects of a connector that is up, but for those given. */
export const cluster = (objects: {readonly pods?: readonly KubeObject[]; readonly node?: NodeObject} = {}): readonly KubeObject[] => [
  deployment(),
  ...(objects.pods ?? [pod()]),
  objects.node ?? node(),
  lease(),
]

export const notReady: NodeObject = node({status: {conditions: [{type: 'Ready', status: 'False'}]}})

/** What kubectl finds: objects, or what it says on stderr when it fails. */
export type State = readonly KubeObject[] | string

/** A kubectl that answers `get` from what `stateOf` returns for its round: the first call of each kind is round 0. */
export function shownBy(stateOf: (round: number) => State): {readonly session: ClusterSession; readonly calls: (readonly string[])[]} {
  const calls: (readonly string[])[] = []
  const rounds = {listed: 0, named: 0}
  const run: Run = async ({args, input}) => {
    calls.push(args)
    const wanted = typeof input === 'string' ? (JSON.parse(input) as {items: readonly KubeObject[]}).items : undefined
    const state = stateOf(wanted === undefined ? rounds.listed++ : rounds.named++)
    if (typeof state === 'string') return {exitCode: 1, stdout: '', stderr: state}
    const listed = args[args.indexOf('--namespace') + 1]
    const items = state.filter(({kind, metadata: {name, namespace = 'vk'}}) =>
      wanted === undefined
        ? ['Deployment', 'Pod'].includes(kind ?? '') && namespace === listed
        : wanted.some(ref => ref.kind === kind && ref.metadata.name === name),
    )
    return {exitCode: 0, stdout: JSON.stringify({kind: 'List', items}), stderr: ''}
  }
  return {session: {kubectl: openKubectl(run, 'kubectl', {kubeconfig: 'x'})} as unknown as ClusterSession, calls}
}

/** A host whose clock moves only when something sleeps. */
export function hostWithClock(): {
  readonly host: Host
  readonly controller: AbortController
  readonly steps: string[]
  readonly sleeps: number[]
  readonly began: number
} {
  const began = Date.parse('2026-11-23T12:00:00Z')
  let clock = began
  const steps: string[] = []
  const sleeps: number[] = []
  const controller = new AbortController()
  const host = {
    signal: controller.signal,
    now: () => new Date(clock),
    async sleep(ms: number) {
      controller.signal.throwIfAborted()
      sleeps.push(ms)
      // What a real call takes.
      clock += ms + 10
    },
    talk: {step: (text: string) => steps.push(text)},
  } as unknown as Host
  return {host, controller, steps, sleeps, began}
}
