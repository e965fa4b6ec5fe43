import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'
import type {Watched} from '../../../../src/lib/connector/wait/observation.ts'
import {known} from '../../../../src/lib/checks/engine/fact.ts'
import {openKubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import type {KubeObject, LeaseObject, NodeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {deployment, lease, node, nodeName, now, pod, release} from '../../checks/objects.ts'
import {well} from '../../checks/well.ts'
import {showing} from '../../kubernetes/shown.ts'
import {talkTo} from '../../../talk.ts'

export const watched: Watched = {release, nodeName, osType: 'Linux', namespace: 'vk', helm: known(well.helm)}

export const account: KubeObject = {apiVersion: 'v1', kind: 'ServiceAccount', metadata: {name: 'default', namespace: 'vk'}}

/** The objects of a connector that is up, but for those given. */
export const cluster = (
  objects: {readonly pods?: readonly KubeObject[]; readonly node?: NodeObject; readonly lease?: LeaseObject} = {},
): readonly KubeObject[] => [deployment(), account, ...(objects.pods ?? [pod()]), objects.node ?? node(), objects.lease ?? lease()]

export const notReady: NodeObject = node({status: {conditions: [{type: 'Ready', status: 'False'}]}})

/** What kubectl finds: objects, or what it says on stderr when it fails. */
export type State = readonly KubeObject[] | string

const plurals: Readonly<Record<string, string>> = {
  Deployment: 'deployments',
  Pod: 'pods',
  Node: 'nodes',
  Lease: 'leases',
  ServiceAccount: 'serviceaccounts',
  Event: 'events',
}

/** A cluster that shows what `stateOf` returns for its round. A round begins with the Deployments. */
export function shownBy(stateOf: (round: number) => State): {readonly session: ClusterSession; readonly paths: readonly string[]} {
  const paths: string[] = []
  let round = -1
  const run = showing(({path, plural, namespace, name}) => {
    if (plural === 'deployments') round += 1
    paths.push(path)
    const state = stateOf(round)
    if (typeof state === 'string') return state
    return state.filter(
      ({kind = '', metadata}) =>
        plurals[kind] === plural && (name !== undefined || namespace === undefined || (metadata.namespace ?? 'vk') === namespace),
    )
  })
  return {session: {kubectl: openKubectl(run, 'kubectl', {kubeconfig: 'x'}), now: () => now} as unknown as ClusterSession, paths}
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
    talk: talkTo({step: text => void steps.push(text)}),
  } as unknown as Host
  return {host, controller, steps, sleeps, began}
}
