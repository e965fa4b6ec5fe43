import {describe, expect, it} from '@jest/globals'
import type {Azure, ContainerGroup} from '../../../../src/lib/azure/azure.ts'
import {cleanUp, type CleanUpContext} from '../../../../src/lib/connector/smoke/clean-up.ts'
import {smokePod} from '../../../../src/lib/connector/smoke/smoke-pod.ts'
import {openKubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import type {Run} from '../../../../src/lib/process.ts'
import {showing} from '../../kubernetes/shown.ts'
import {target} from './state.ts'
import {talkTo} from '../../../talk.ts'

/** A cluster and a subscription with one sample pod, which change as they are read and asked. */
interface Site {
  readings: number
  pod: boolean
  group: boolean
  /** Called before each reading of the pods. */
  before: (site: Site) => void
  /** What kubectl delete does. */
  onDelete: (site: Site, args: readonly string[]) => void
}

const site = (change: Partial<Site> = {}): Site => ({
  readings: 0,
  pod: true,
  group: true,
  before() {},
  onDelete(one) {
    one.pod = false
    one.group = false
  },
  ...change,
})

async function clean(one: Site, {podsError = '', groupsError}: {podsError?: string; groupsError?: Error} = {}) {
  const began = Date.parse('2026-11-23T12:00:00Z')
  let clock = began
  const deletions: (readonly string[])[] = []
  const deletedGroups: string[] = []
  const read = showing(() => {
    one.readings++
    one.before(one)
    if (podsError !== '') return podsError
    return one.pod ? [{metadata: {name: 'p', namespace: 'default'}}] : []
  })
  const run: Run = async invocation => {
    const {args} = invocation
    if (args.includes('delete')) {
      deletions.push(args)
      one.onDelete(one, args)
      return {exitCode: 0, stdout: '', stderr: ''}
    }
    return read(invocation)
  }
  const azure = {
    async containerGroups() {
      if (groupsError !== undefined) throw groupsError
      return one.group ? [{name: 'default-p'} as ContainerGroup] : []
    },
    async deleteContainerGroup(_: string, name: string) {
      deletedGroups.push(name)
      one.group = false
    },
  } as unknown as Azure
  const context: CleanUpContext = {
    kubectl: openKubectl(run, 'kubectl', {kubeconfig: 'x'}),
    azure: async () => azure,
    signal: new AbortController().signal,
    sleep: async ms => void (clock += ms),
    now: () => new Date(clock),
    talk: talkTo(),
  }
  const left = await cleanUp(context, {id: 'vkctl-smoke-1', namespace: 'default'}, [smokePod(target, 'default', 'p', 0)])
  return {left: [...left.values()].flat(), deletions, deletedGroups, tookMs: clock - began}
}

describe('the clean-up of sample pods', () => {
  it('deletes the pod and leaves its container group to the connector', async () => {
    const {left, deletions, deletedGroups} = await clean(site())
    expect(left).toEqual([])
    expect(deletions).toHaveLength(1)
    expect(deletions[0]).toEqual(expect.arrayContaining(['p', '--grace-period=1']))
    expect(deletedGroups).toEqual([])
  })

  it('reads once more when nothing is there, for a creation that was cut short may still be carried out', async () => {
    const late = site({
      pod: false,
      group: false,
      before(one) {
        if (one.readings === 2) one.pod = true
      },
    })
    const {left, deletions} = await clean(late)
    expect(left).toEqual([])
    expect(deletions).toHaveLength(1)
    expect(late.pod).toBe(false)
  })

  it('ends when two readings in a row show nothing', async () => {
    const one = site({pod: false, group: false})
    expect(await clean(one)).toMatchObject({left: [], deletions: [], tookMs: 500})
    expect(one.readings).toBe(2)
  })

  it('deletes the container group itself when the connector has not done so for 20 seconds', async () => {
    const {left, deletedGroups, tookMs} = await clean(site({onDelete: one => void (one.pod = false)}))
    expect(left).toEqual([])
    expect(deletedGroups).toEqual(['default-p'])
    expect(tookMs).toBeGreaterThanOrEqual(20_000)
    expect(tookMs).toBeLessThan(22_000)
  })

  it('deletes the Pod by force when its container group is gone and the connector does not answer', async () => {
    const {left, deletions, tookMs} = await clean(
      site({
        group: false,
        onDelete(one, args) {
          if (args.includes('--force')) one.pod = false
        },
      }),
    )
    expect(left).toEqual([])
    expect(deletions.at(-1)).toEqual(expect.arrayContaining(['p', '--grace-period=0', '--force']))
    expect(tookMs).toBeGreaterThanOrEqual(20_000)
  })

  it('tells after two minutes what is left', async () => {
    const {left, tookMs} = await clean(site({onDelete() {}}))
    expect(left).toEqual(['pod default/p'])
    expect(tookMs).toBe(120_000)
  })

  it('tells what could not be read, and does not take it for gone', async () => {
    const {left} = await clean(site({onDelete() {}}), {groupsError: new Error('no route')})
    expect(left).toEqual(['pod default/p', 'unknown: container group g/default-p: no route'])
  })

  it('does not wait two minutes for what it may not read', async () => {
    const {left, tookMs} = await clean(site(), {
      podsError: 'Error from server (Forbidden): pods is forbidden: User "me" cannot list resource "pods" in API group ""',
    })
    expect(left).toEqual([expect.stringMatching(/^unknown: pod default\/p: .*forbidden/)])
    expect(tookMs).toBe(20_000)
  })
})
