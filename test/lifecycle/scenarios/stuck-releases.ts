import {gunzipSync, gzipSync} from 'node:zlib'
import {expect, it} from '@jest/globals'
import {connectors, linuxRelease} from '../world/connector-result.ts'
import {casesOn, describeOn, inCi, type Scenarios} from '../scenario.ts'
import {useWorld} from '../world/use-world.ts'
import {prepared, type World} from '../world/world.ts'

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
        const mended = await vkctl('install-connector')
        expect(connectors(mended)).toMatchObject([{status: 'Ready', changed: true}])
        await vkctl('validate')
        expect(connectors(await vkctl('install-connector'))).toMatchObject([{changed: false}])
        await setStatus(world(), connectors(mended)[0]?.revision ?? 0, status)
        await vkctl('remove-connector --yes')
        expect(await snapshot()).toEqual(before)
      },
      120_000,
    )

    inCi(ground)(
      'pending-upgrade, with a good revision before it',
      async () => {
        const {vkctl} = world()
        await vkctl('install-connector')
        await vkctl('install-connector --image-tag 1.6.3')
        await setStatus(world(), 2, 'pending-upgrade')
        expect(connectors(await vkctl('install-connector --image-tag 1.6.2'))).toMatchObject([
          {status: 'Ready', changed: true, image: expect.stringMatching(/1\.6\.2$/)},
        ])
        await vkctl('validate')
        await vkctl('remove-connector --yes')
      },
      120_000,
    )
  })
