import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {fileURLToPath} from 'node:url'
import {gunzipSync, gzipSync} from 'node:zlib'
import {expect, it} from '@jest/globals'
import {connectors, linuxRelease} from '../world/connector-result.ts'
import {tools} from '../../tools.ts'
import {casesOn, describeOn, inCi, type Ground, type Scenarios} from '../scenario.ts'
import {useWorld} from '../world/use-world.ts'
import {prepared, type World} from '../world/world.ts'

const chart = fileURLToPath(new URL('../../../charts/aci-connector', import.meta.url))

interface ReleaseSecret {
  readonly metadata: {readonly name: string; readonly labels: Readonly<Record<string, string>>}
  readonly data: {readonly release: string}
}

/** Makes a revision look as an interrupted helm leaves it. */
async function setStatus({get, kubectl}: World, revision: number, status: string): Promise<void> {
  const name = `sh.helm.release.v1.${linuxRelease}.v${revision}`
  const secret = (await get(`/api/v1/namespaces/virtual-kubelet/secrets/${name}`)) as ReleaseSecret
  const unpacked = JSON.parse(gunzipSync(Buffer.from(Buffer.from(secret.data.release, 'base64').toString(), 'base64')).toString()) as {
    info: {status: string}
  }
  unpacked.info.status = status
  const packed = Buffer.from(gzipSync(JSON.stringify(unpacked)).toString('base64')).toString('base64')
  await kubectl([
    'patch',
    'secret',
    name,
    '-n',
    'virtual-kubelet',
    '--type=merge',
    '-p',
    JSON.stringify({metadata: {labels: {status}}, data: {release: packed}}),
  ])
}

/** Somebody else's `helm upgrade --wait`, as soon as its release is pending. */
async function startUpgrade({adminKubeconfig, kubectl}: World, {helm}: Ground, tag: string) {
  const args = [
    'upgrade',
    linuxRelease,
    chart,
    '--namespace',
    'virtual-kubelet',
    '--reuse-values',
    '--set',
    `image.tag=${tag}`,
    '--wait',
    '--kubeconfig',
    adminKubeconfig,
  ]
  const child = spawn(tools[helm].helm, args, {stdio: 'ignore'})
  const ended = once(child, 'exit')
  await kubectl(`wait --for=create secret/sh.helm.release.v1.${linuxRelease}.v2 -n virtual-kubelet --timeout=30s`)
  return {child, ended}
}

/** Releases that an interrupted helm left behind. */
export const stuckReleases: Scenarios = ground =>
  describeOn(ground, 'Releases in a state that Helm refuses', () => {
    const world = useWorld({...ground, world: prepared})

    it.each(casesOn(ground, 1, ['pending-install', 'uninstalling', 'pending-upgrade', 'pending-rollback', 'failed']))(
      '%s, after the first install',
      async status => {
        const {vkctl, snapshot} = world()
        const before = await snapshot()
        await vkctl('install-connector')
        await setStatus(world(), 1, status)
        const mended = await vkctl('install-connector --take-over')
        expect(connectors(mended)).toMatchObject([{status: 'Ready', changed: true}])
        await vkctl('validate')
        expect(connectors(await vkctl('install-connector'))).toMatchObject([{changed: false}])
        await setStatus(world(), connectors(mended)[0]?.revision ?? 0, status)
        await vkctl('remove-connector --yes --take-over')
        expect(await snapshot()).toEqual(before)
      },
      120_000,
    )

    // Only the sandbox makes a single request of helm fail.
    const onSandbox = ground.api === 'emulated' ? it : () => {}
    onSandbox(
      'pending-install, because Helm could not store that it is done: vkctl repairs it in the same run',
      async () => {
        const {vkctl, faults} = world()
        const stored = {server: 'kubernetes', method: 'PUT', path: `secrets/sh.helm.release.v1.${linuxRelease}.v1`, status: 500} as const
        faults.set([stored])
        expect(connectors(await vkctl('install-connector'))).toMatchObject([{status: 'Ready', changed: true, revision: 1}])
        expect(faults.active).toMatchObject([{hits: 1}])
        await vkctl('validate')
        await vkctl('remove-connector --yes')
        // It can never store that.
        faults.set([{...stored, times: 1000}])
        const failed = await vkctl('install-connector', {exits: 1})
        expect(failed.stderr).toContain(`ERROR: Helm ended without an error, but the release ${linuxRelease} is pending-install.`)
        expect(connectors(failed)).toMatchObject([{status: 'Installing'}])
        faults.set([])
        expect(connectors(await vkctl('install-connector'))).toMatchObject([{status: 'Ready', changed: true}])
        await vkctl('remove-connector --yes')
      },
      120_000,
    )

    it('that another Helm is working on: vkctl says which and since when, and leaves it alone', async () => {
      const {vkctl} = world()
      await vkctl('install-connector')
      // The pod of an image that does not exist keeps helm waiting.
      const helm = await startUpgrade(world(), ground, 'nowhere')
      try {
        for (const command of ['install-connector', 'install-connector --dry-run', 'remove-connector --yes']) {
          const refused = await vkctl(command, {exits: 9})
          expect(refused.stderr).toMatch(
            new RegExp(
              `The Helm release ${linuxRelease} has been pending-upgrade since [\\dT:-]+Z: [Hh]elm is changing it or was interrupted\\.`,
            ),
          )
          expect(refused.stderr).toContain('pass --take-over')
        }
        expect(connectors(await vkctl('list'))).toMatchObject([{status: 'Installing', revision: 2}])
        expect(helm.child.exitCode).toBeNull()
      } finally {
        helm.child.kill('SIGKILL')
      }
      await helm.ended
      // Whether that Helm was killed, vkctl cannot know.
      await vkctl('install-connector', {exits: 9})
      expect(connectors(await vkctl('install-connector --take-over'))).toMatchObject([{status: 'Ready', changed: true}])
      await vkctl('validate')
    }, 120_000)

    inCi(ground)(
      'pending-upgrade, with a good revision before it',
      async () => {
        const {vkctl} = world()
        await vkctl('install-connector')
        await vkctl('install-connector --image-tag 1.6.3')
        await setStatus(world(), 2, 'pending-upgrade')
        expect(connectors(await vkctl('install-connector --image-tag 1.6.2 --take-over'))).toMatchObject([
          {status: 'Ready', changed: true, image: expect.stringMatching(/1\.6\.2$/)},
        ])
        await vkctl('validate')
        await vkctl('remove-connector --yes')
      },
      120_000,
    )
  })
