import {describe, expect, it} from '@jest/globals'
import {takeSteps, type TakeContext} from '../../../../src/lib/connector/removal/take-steps.ts'
import {describe as inWords, type Step} from '../../../../src/lib/connector/removal/steps/steps.ts'
import {openJournal} from '../../../../src/lib/connector/session/journal.ts'
import {InterruptedError, LockedError, UserError} from '../../../../src/lib/errors.ts'
import {connector, hostAt, target} from './target.ts'

const noon = new Date('2026-11-29T12:00:00Z')
const plans = (['Linux', 'Windows'] as const).map(osType => {
  const {release, namespace} = connector(osType)
  const uninstall = (name: string) => ({do: 'uninstall-release', release: name, namespace}) as const
  return {target: target(connector(osType)), steps: [uninstall(release), uninstall(`${release}-2`)]}
})

/** Takes steps whose work is Helm's; what Helm does is given. */
function takeAll(uninstall: (of: {readonly release: string}) => Promise<void>, assertHeld = () => {}) {
  const {host} = hostAt(noon)
  const journal = openJournal<Step>(host.talk, inWords)
  const context = {
    host,
    // Helm stores nothing in these releases, and no object of the cluster has to be read.
    session: {helm: {uninstall, manifest: async () => '', version: {major: 2}}, releases: async () => []},
    deadline: noon,
    journal,
    lock: {assertHeld},
  } as unknown as TakeContext
  return {journal, taking: takeSteps(context, plans)}
}

describe('the steps of a removal', () => {
  it('are taken in turn for each connector, and told', async () => {
    const {journal, taking} = takeAll(async () => {})
    expect((await taking).map(({error}) => error)).toEqual([undefined, undefined])
    expect(journal.done.map(inWords)).toEqual([
      "Undeploying the 'vk-linux-eastus' using Helm",
      "Undeploying the 'vk-windows-eastus' using Helm",
      "Undeploying the 'vk-linux-eastus-2' using Helm",
      "Undeploying the 'vk-windows-eastus-2' using Helm",
    ])
  })

  it('of one connector end where one fails; the other goes on', async () => {
    const {journal, taking} = takeAll(async ({release}) => {
      if (release === 'vk-linux-eastus') throw new UserError('no')
    })
    expect((await taking).map(({target: of, error}) => [of.connector.osType, error?.message])).toEqual([
      ['Linux', 'no'],
      ['Windows', undefined],
    ])
    expect(journal.done).toEqual(plans[1]?.steps)
    expect(journal.unfinished).toEqual([plans[0]?.steps[0]])
  })

  it('are not taken where the connector does not prove to be one', async () => {
    const {host} = hostAt(noon)
    const context = {
      host,
      session: {},
      deadline: noon,
      journal: openJournal<Step>(host.talk, inWords),
      lock: {assertHeld() {}},
    } as unknown as TakeContext
    const doubted = target(connector(), {doubts: ['its node n is a machine of the cluster']})
    const [taken] = await takeSteps(context, [{target: doubted, steps: []}])
    expect(taken?.error?.message).toBe('vk-linux-eastus was not removed: its node n is a machine of the cluster.')
  })

  it('are not taken any more when another run has taken over', async () => {
    let helmRuns = 0
    const uninstall = async (): Promise<void> => void helmRuns++
    const {taking} = takeAll(uninstall, () => {
      if (helmRuns === 2) throw new LockedError('lost')
    })
    expect((await taking).map(({error}) => error?.exitCode)).toEqual([9, 9])
    expect(helmRuns).toBe(2)
  })

  it.each([
    ['an interrupt', new InterruptedError('SIGINT')],
    ['a bug', new TypeError('no function')],
  ])('end with %s, after what still runs has ended', async (_, error) => {
    const slow = Promise.withResolvers<void>()
    let settled = false
    const {taking} = takeAll(({release}) => (release.includes('linux') ? Promise.reject(error) : slow.promise))
    const ended = taking.finally(() => {
      settled = true
    })
    await new Promise(setImmediate)
    expect(settled).toBe(false)
    slow.resolve()
    await expect(ended).rejects.toBe(error)
  })
})
