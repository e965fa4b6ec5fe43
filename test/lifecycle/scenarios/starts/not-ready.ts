import {expect, it} from '@jest/globals'
import {connectors, linuxRelease, validation, windowsRelease} from '../../world/connector-result.ts'
import {describeOn, inCi, type Scenarios} from '../../scenario.ts'
import {useWorld} from '../../world/use-world.ts'
import {prepared} from '../../world/world.ts'

/** Connectors that do not come up. */
export const notReady: Scenarios = ground =>
  describeOn(ground, 'Connectors that do not come up', () => {
    const world = useWorld({...ground, world: prepared})

    inCi(ground)(
      'an image that does not exist: the reason is told, and a good one mends it',
      async () => {
        const {vkctl, snapshot} = world()
        const before = await snapshot()
        const failed = await vkctl('install-connector --image-tag 9.9.9 --timeout 8s', {exits: 5})
        expect(connectors(failed)).toMatchObject([{release: linuxRelease, status: 'NotReady', changed: true}])
        expect(failed.stderr).toMatch(/ErrImagePull|ImagePullBackOff/)
        expect(failed.stderr).toMatch(/virtual-kubelet:9\.9\.9/)
        // The checks of validate say it too.
        expect(failed.stderr).toMatch(/^image-pulled: /m)
        expect(failed.stderr).toMatch(/event \w+: /)
        expect(validation(await vkctl('validate', {exits: 4})).ok).toBe(false)
        expect(connectors(await vkctl('list'))).toMatchObject([{status: 'NotReady'}])

        const mended = await vkctl('install-connector --image-tag 1.6.4')
        expect(connectors(mended)).toMatchObject([{status: 'Ready', revision: 2, changed: true}])
        await vkctl('validate')
        await vkctl('remove-connector --yes')
        expect(await snapshot()).toEqual(before)
      },
      120_000,
    )

    it('Windows fails while Linux works', async () => {
      const {vkctl, tools} = world()
      tools.intercept(({tool, args}) =>
        tool === 'helm' && args[0] === 'upgrade' && args.includes(windowsRelease)
          ? {exitCode: 1, stderr: 'Error: admission webhook "policy" denied the request: no Windows here\n'}
          : undefined,
      )
      const partly = await vkctl('install-connector --os-type Both', {exits: 6})
      expect(connectors(partly)).toMatchObject([
        {osType: 'Linux', status: 'Ready'},
        {osType: 'Windows', status: 'Missing'},
      ])
      expect(partly.stderr).toContain('no Windows here')
      tools.intercept(undefined)
      expect(connectors(await vkctl('list'))).toMatchObject([
        {osType: 'Linux', status: 'Ready'},
        {osType: 'Windows', status: 'Missing'},
      ])
      expect(connectors(await vkctl('install-connector --os-type Both'))).toMatchObject([
        {status: 'Ready', changed: false},
        {status: 'Ready', changed: true},
      ])
    }, 120_000)

    if (ground.sample) return

    it('a connector that dies again and again', async () => {
      const {vkctl, file} = world()
      // The provider looks for its subnet first of all, and ends when it is not there.
      const values = file(
        'bad.yaml',
        'vnet:\n  name: no-such-network\n  subnetName: no-such-subnet\n  kubeDnsIp: 10.0.0.10\n  masterUri: https://10.0.0.1\n',
      )
      const failed = await vkctl(`install-connector --timeout 8s --set-values ${values}`, {exits: 5})
      expect(failed.stderr).toMatch(/log: /)
    }, 120_000)

    it('validate --watch waits for it', async () => {
      const {vkctl} = world()
      await vkctl('install-connector --no-wait')
      const watched = await vkctl('validate --watch --timeout 60s')
      expect(validation(watched)).toMatchObject({ok: true, connectors: [{status: 'Ready'}]})
      const {ok, findings} = validation(await vkctl('validate'))
      expect({ok, ids: findings.map(({id}) => id)}).toEqual({ok: true, ids: validation(watched).findings.map(({id}) => id)})
    }, 120_000)

    it('--no-wait does not wait for it', async () => {
      const {vkctl} = world()
      expect(connectors(await vkctl('install-connector --image-tag 9.9.9 --no-wait'))).toMatchObject([
        {status: 'Installing', changed: true},
      ])
    }, 60_000)
  })
