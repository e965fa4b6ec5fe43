import {expect, it} from '@jest/globals'
import {connectors, linuxNode, linuxRelease} from '../world/connector-result.ts'
import {casesOn, describeOn, type Scenarios} from '../scenario.ts'
import {useWorld} from '../world/use-world.ts'
import type {StartedVkctl, VkctlRun} from '../world/vkctl-process.ts'
import type {ToolCall} from '../world/watched-tools.ts'
import {prepared, type World} from '../world/world.ts'

/** When a tool is called like that, or when vkctl has said that on stderr. */
type At = RegExp | ((call: ToolCall) => boolean)
/** A run that was killed cannot give its lock back; the lock is void when it was not renewed for its duration. */
const afterKill = '--lock-timeout 60s'

type Moment = readonly [name: string, at: At]

const isUpgrade = ({tool, args}: ToolCall): boolean => tool === 'helm' && args[0] === 'upgrade' && args.includes(linuxRelease)

const isUninstall = ({tool, args}: ToolCall): boolean => tool === 'helm' && args[0] === 'uninstall'

const moments: readonly Moment[] = [
  ['before helm upgrades', isUpgrade],
  ['while it waits', /^Waiting for/m],
  ['at the first change', /^Apply Secret .*-record/m],
  ['when the record is written', /^Write the record of/m],
  ['while the cluster is read', /GET \S+\/secrets\//],
]

const removalMoments: readonly Moment[] = [
  ['before helm uninstalls', isUninstall],
  ['before the node is cordoned', ({tool, args}) => tool === 'kubectl' && args[0] === 'patch'],
  ['before the node is deleted', ({tool, args}) => tool === 'kubectl' && args[0] === 'delete'],
]

/** Runs vkctl and sends the signal at the first such moment; a tool that is called then runs, if it still can. */
async function interrupt(
  {start, tools}: World,
  command: string,
  at: At,
  signal: NodeJS.Signals,
  whom: 'vkctl' | 'group',
): Promise<VkctlRun> {
  let running: StartedVkctl | undefined
  let sent = false
  // A second Ctrl-C would end it at once.
  const send = () => {
    if (!sent) running?.kill(signal, whom)
    sent = true
  }
  tools.intercept(call => {
    if (!(at instanceof RegExp) && at(call)) send()
    return undefined
  })
  running = start(`${command} --debug`, {onStderr: soFar => void (at instanceof RegExp && at.test(soFar) && send())})
  const ended = await running.done
  tools.intercept(undefined)
  return ended
}

/** Lets helm get as far as its release Secret, which then says pending-install, and sends the signal. */
async function interruptHelm({start, tools, kubectl}: World, signal: NodeJS.Signals): Promise<VkctlRun> {
  let running: StartedVkctl | undefined
  const reached = Promise.withResolvers<void>()
  tools.intercept(call => {
    if (isUpgrade(call)) reached.resolve()
    return undefined
  })
  running = start('install-connector')
  await reached.promise
  await kubectl(`wait --for=create secret/sh.helm.release.v1.${linuxRelease}.v1 -n virtual-kubelet --timeout=30s`)
  running.kill(signal, 'group')
  tools.intercept(undefined)
  return running.done
}

/** Ctrl-C, a stopped job and a killed process. The same command, run again, ends in the asked state. */
export const interruptions: Scenarios = ground =>
  describeOn(ground, 'Interruptions', () => {
    // A kubelet takes about as long; what is sent while vkctl waits must arrive before the wait is over.
    const world = useWorld({...ground, world: prepared, podStartMs: 1000})
    const mends = async (before: unknown): Promise<void> => {
      const {vkctl, snapshot} = world()
      expect(connectors(await vkctl(`install-connector ${afterKill}`))).toMatchObject([{status: 'Ready'}])
      await vkctl('validate')
      await vkctl(`remove-connector --yes ${afterKill}`)
      expect(await snapshot()).toEqual(before)
    }

    it.each(casesOn(ground, 1, moments))(
      'Ctrl-C %s',
      async (_name, at) => {
        const before = await world().snapshot()
        const ended = await interrupt(world(), 'install-connector', at, 'SIGINT', 'group')
        expect(ended).toMatchObject({exitCode: 130, stdout: ''})
        expect(ended.stderr).toMatch(/Interrupted by SIGINT/)
        await mends(before)
      },
      120_000,
    )

    it.each(
      casesOn(ground, 1, [
        ['SIGINT', 130],
        ['SIGTERM', 143],
        ['SIGKILL', 137],
      ] as const),
    )(
      '%s in the middle of helm',
      async (signal, exitCode) => {
        const before = await world().snapshot()
        expect(await interruptHelm(world(), signal)).toMatchObject({exitCode, stdout: ''})
        await mends(before)
      },
      120_000,
    )

    if (ground.sample) return

    it.each(removalMoments)(
      'of a removal: Ctrl-C and SIGKILL %s',
      async (_name, at) => {
        const {vkctl, snapshot} = world()
        const before = await snapshot()
        await vkctl('install-connector')
        const ended = await interrupt(world(), 'remove-connector --yes', at, 'SIGINT', 'group')
        expect(ended).toMatchObject({exitCode: 130, stdout: ''})
        expect(ended.stderr).toMatch(/May be incomplete: /)
        expect(await interrupt(world(), 'remove-connector --yes', at, 'SIGKILL', 'group')).toMatchObject({exitCode: 137})
        await vkctl(`remove-connector --yes ${afterKill}`)
        expect(await snapshot()).toEqual(before)
      },
      120_000,
    )

    // At the first two moments, programs run. Ctrl-C reaches them too, SIGTERM only vkctl. Where no program runs, only the exit code differs.
    it.each(moments.slice(0, 2).toReversed())(
      'SIGTERM to vkctl alone %s',
      async (_name, at) => {
        const before = await world().snapshot()
        const ended = await interrupt(world(), 'install-connector', at, 'SIGTERM', 'vkctl')
        expect(ended).toMatchObject({exitCode: 143, stdout: ''})
        expect(ended.stderr).toMatch(/Done: |Nothing was changed|May be incomplete: /)
        await mends(before)
      },
      120_000,
    )

    it.each(moments.slice(0, -1))(
      'SIGKILL %s',
      async (_name, at) => {
        const before = await world().snapshot()
        expect(await interrupt(world(), 'install-connector', at, 'SIGKILL', 'group')).toMatchObject({exitCode: 137})
        await mends(before)
      },
      120_000,
    )

    it('of a removal after its cordon: an install uncordons the node, but leaves the cordon of somebody else', async () => {
      const {vkctl, kubectl, snapshot} = world()
      const before = await snapshot()
      const isCordoned = async () => (await kubectl(`get node ${linuxNode} -o jsonpath={.spec.unschedulable}`)) === 'true'
      await vkctl('install-connector')
      const ended = await interrupt(world(), 'remove-connector --yes', isUninstall, 'SIGKILL', 'vkctl')
      expect(ended).toMatchObject({exitCode: 137})
      expect(await isCordoned()).toBe(true)
      expect((await vkctl('validate', {exits: 4})).stderr).toContain('A removal that was interrupted cordoned the node')
      const again = await vkctl(`install-connector ${afterKill}`)
      expect(again.stderr).toContain(`Uncordon the node ${linuxNode}, which an interrupted removal cordoned`)
      expect(connectors(again)).toMatchObject([{status: 'Ready', changed: true}])
      expect(await isCordoned()).toBe(false)

      await kubectl(`cordon ${linuxNode}`)
      const warned = await vkctl('install-connector', {exits: 4})
      expect(warned.stderr).toContain(
        `ERROR: ${linuxRelease} runs, but new pods are not placed on its node: The node ${linuxNode} is cordoned.\n`,
      )
      expect(connectors(warned)).toMatchObject([{status: 'NotReady', changed: false}])
      expect(await isCordoned()).toBe(true)
      expect(connectors(await vkctl('install-connector --yes'))).toMatchObject([{status: 'Ready', changed: true}])
      expect(await isCordoned()).toBe(false)
      await vkctl('remove-connector --yes')
      expect(await snapshot()).toEqual(before)
    }, 120_000)
  })
