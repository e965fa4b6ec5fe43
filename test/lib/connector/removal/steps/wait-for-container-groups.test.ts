import {describe, expect, it} from '@jest/globals'
import {
  waitForContainerGroups,
  type WaitForContainerGroups,
} from '../../../../../src/lib/connector/removal/steps/wait-for-container-groups.ts'
import type {StepContext} from '../../../../../src/lib/connector/session/step.ts'
import type {Host} from '../../../../../src/lib/connector/session/host.ts'
import {hostAt} from '../target.ts'

const start = new Date('2026-11-29T12:00:00Z')
const group = (name: string, uid: string, nodeName = 'n') => ({name, tags: {NodeName: nodeName, UID: uid}})
const step: WaitForContainerGroups = {
  do: 'wait-for-container-groups',
  nodeName: 'n',
  aciResourceGroup: 'shared',
  podUids: ['seen'],
  connectorRuns: false,
  except: [],
}

/** Takes the step where these container groups are; `connector` is what the connector deletes, and after how many seconds. */
async function take(
  groups: readonly ReturnType<typeof group>[],
  changes: Partial<WaitForContainerGroups> = {},
  connector?: {readonly deletes: string; readonly after: number},
) {
  const deleted: string[] = []
  const seconds = (): number => (host.now().getTime() - start.getTime()) / 1000
  const azure = {
    containerGroups: async () =>
      groups.filter(({name}) => !deleted.includes(name) && !(name === connector?.deletes && seconds() >= connector.after)),
    deleteContainerGroup: async (resourceGroup: string, name: string) => {
      expect(resourceGroup).toBe(changes.aciResourceGroup ?? 'shared')
      deleted.push(name)
    },
  }
  const said: string[] = []
  const {host} = hostAt(start, azure as unknown as Host['azure'])
  const deadline = new Date(start.getTime() + 60_000)
  const session = {cluster: {nodeResourceGroup: 'MC_own'}}
  await waitForContainerGroups.take({...step, ...changes}, {
    host,
    session,
    deadline,
    now: (text: string) => void said.push(text),
  } as unknown as StepContext)
  return {deleted, seconds: seconds(), said: said[0]}
}

describe('the wait for container groups', () => {
  it('ends at once when there are none', async () => {
    expect(await take([])).toEqual({deleted: [], seconds: 0, said: undefined})
  })

  it('deletes those of pods that were seen on the node, and no others', async () => {
    expect(await take([group('ours', 'seen'), group('theirs', 'of-another-cluster'), group('other-node', 'seen', 'm')])).toMatchObject({
      deleted: ['ours'],
      seconds: 0.5,
      said: 'Waiting until the container groups of n are gone: ours, theirs',
    })
  })

  it('deletes all of the node in the resource group that only this cluster has, whatever its letter case', async () => {
    expect(await take([group('a', 'seen'), group('b', 'unseen')], {aciResourceGroup: 'mc_OWN'})).toMatchObject({deleted: ['a', 'b']})
  })

  it('does not wait for those of another cluster', async () => {
    expect(await take([group('theirs', 'of-another-cluster')])).toMatchObject({deleted: [], seconds: 0})
  })

  it('gives a connector that runs half a minute', async () => {
    expect(await take([group('ours', 'seen')], {connectorRuns: true}, {deletes: 'ours', after: 29})).toMatchObject({
      deleted: [],
      seconds: 29,
    })
    expect(await take([group('ours', 'seen')], {connectorRuns: true})).toMatchObject({deleted: ['ours'], seconds: 30.5})
  })

  it('does not touch those of pods that stay for now', async () => {
    const changes = {podUids: ['seen', 'daemon'], except: ['daemon']}
    expect(await take([group('ours', 'seen'), group('daemon', 'daemon')], changes)).toMatchObject({
      deleted: ['ours'],
      said: 'Waiting until the container groups of n are gone: ours',
    })
  })

  it('ends with the deadline', async () => {
    const endless = {deletes: 'ours', after: 999}
    const changes = {connectorRuns: true}
    const azure = {containerGroups: async () => [group(endless.deletes, 'seen')], deleteContainerGroup: async () => {}}
    const {host} = hostAt(start, azure as unknown as Host['azure'])
    const deadline = new Date(start.getTime() + 3000)
    const session = {cluster: {nodeResourceGroup: 'MC_own'}}
    await waitForContainerGroups.take({...step, ...changes}, {
      host,
      session,
      deadline,
    } as unknown as StepContext)
    expect(host.now()).toEqual(deadline)
  })
})
