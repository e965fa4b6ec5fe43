import {fileURLToPath} from 'node:url'
import type {ContainerGroup} from '../../../../src/lib/azure/azure.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'
import {openKubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import type {KubeObject} from '../../../../src/lib/kubernetes/objects.ts'
import type {Invocation, Run} from '../../../../src/lib/process.ts'
import {showing} from '../../kubernetes/shown.ts'
import {group} from './state.ts'
import {talkTo} from '../../../talk.ts'

/** A cluster and a subscription that run pods: each pause lets a pod come one phase further. */
export class Cluster {
  readonly pods = new Map<string, 'Pending' | 'Running'>()
  readonly containerGroups = new Set<string>()
  readonly controller = new AbortController()
  readonly steps: string[] = []
  readonly warnings: string[] = []
  /** What kubectl says on stderr when it is called with this among its arguments. */
  readonly refusals = new Map<string, string>()
  /** Called at each pause. */
  atPause: (pauses: number) => void = () => {}
  namespaces: readonly string[] = ['default']
  /** Whether pods get on. */
  works = true
  #pauses = 0
  #clock = Date.parse('2026-11-23T12:00:00Z')

  readonly #run: Run = async invocation => {
    const {args, input} = invocation
    const refusal = [...this.refusals].find(([part]) => args.join(' ').includes(part))?.[1]
    if (refusal !== undefined) return {exitCode: 1, stdout: '', stderr: refusal}
    const [verb] = args
    if (verb === 'create') this.#create(input)
    if (verb === 'delete') for (const name of this.pods.keys()) if (args.includes(name)) this.#delete(name)
    if (args.some(arg => arg.includes('/log?'))) return {exitCode: 0, stdout: 'up\n', stderr: ''}
    return this.#read(invocation)
  }

  readonly #read = showing(({plural}) => {
    if (plural === 'pods') return this.#shown()
    return plural === 'namespaces' ? this.namespaces.map(name => ({apiVersion: 'v1', kind: 'Namespace', metadata: {name}})) : []
  })

  #create(input: Invocation['input']): void {
    const text = typeof input === 'string' ? input : (input?.reveal() ?? '')
    this.pods.set((JSON.parse(text) as KubeObject).metadata.name, 'Pending')
  }

  #delete(name: string): void {
    this.pods.delete(name)
    this.containerGroups.delete(`default-${name}`)
  }

  #shown(): readonly KubeObject[] {
    return [...this.pods].map(([name, phase]) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {name, namespace: 'default'},
      spec: {nodeName: 'n'},
      status: {phase},
    }))
  }

  #pause(ms: number): void {
    this.#clock += ms
    if (this.works)
      for (const name of this.pods.keys()) {
        if (this.containerGroups.has(`default-${name}`)) this.pods.set(name, 'Running')
        this.containerGroups.add(`default-${name}`)
      }
    this.atPause(++this.#pauses)
  }

  readonly azure = {
    containerGroups: async (): Promise<readonly ContainerGroup[]> => [...this.containerGroups].map(name => group({name})),
    containerGroup: async (_: string, name: string) => (this.containerGroups.has(name) ? group({name}) : undefined),
    deleteContainerGroup: async (_: string, name: string) => void this.containerGroups.delete(name),
  } as unknown as Host['azure']

  readonly host = {
    azure: this.azure,
    root: fileURLToPath(new URL('../../../..', import.meta.url)),
    signal: this.controller.signal,
    now: () => new Date(this.#clock),
    sleep: async (ms: number) => {
      this.#pause(ms)
      this.controller.signal.throwIfAborted()
    },
    talk: talkTo({step: text => void this.steps.push(text), warning: text => void this.warnings.push(text)}),
  } as unknown as Host

  /** What still works after an interrupt. */
  readonly last = {azure: async () => this.azure, sleep: async (ms: number) => this.#pause(ms)}

  readonly session = {
    kubectl: openKubectl(
      async invocation => {
        this.controller.signal.throwIfAborted()
        return this.#run(invocation)
      },
      'kubectl',
      {kubeconfig: 'x'},
    ),
    lastKubectl: openKubectl(this.#run, 'kubectl', {kubeconfig: 'x'}),
  } as unknown as ClusterSession
}
