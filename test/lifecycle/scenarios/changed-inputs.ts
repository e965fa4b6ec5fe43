import {expect, it} from '@jest/globals'
import {connectors, linuxRelease, type ConnectorResult} from '../world/connector-result.ts'
import {describeOn, type Scenarios} from '../scenario.ts'
import {useWorld} from '../world/use-world.ts'
import {prepared} from '../world/world.ts'

interface Deployment {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly containers: readonly [
          {
            readonly image: string
            readonly env: readonly {readonly name: string; readonly value?: string}[]
            readonly args: readonly string[]
          },
        ]
      }
    }
  }
}

/** Install again with something else, and with nothing: what was given once stays. */
export const changedInputs: Scenarios = ground =>
  describeOn(ground, 'Changed inputs', () => {
    const world = useWorld({...ground, world: prepared})

    it('are taken over, and kept when they are not given again', async () => {
      const {vkctl, get, file, snapshot} = world()
      const before = await snapshot()
      const install = async (args = ''): Promise<ConnectorResult | undefined> =>
        connectors(await vkctl(`install-connector ${args}`.trim()))[0]
      const container = async () =>
        ((await get(`/apis/apps/v1/namespaces/virtual-kubelet/deployments/${linuxRelease}`)) as Deployment).spec.template.spec.containers[0]

      expect(await install('--location eastus')).toMatchObject({revision: 1, changed: true, image: expect.stringMatching(/:1\.6\.4$/)})
      expect(await install('--image-tag 1.6.3')).toMatchObject({
        revision: 2,
        changed: true,
        status: 'Ready',
        image: expect.stringMatching(/:1\.6\.3$/),
      })
      expect(await install()).toMatchObject({revision: 2, changed: false, image: expect.stringMatching(/:1\.6\.3$/)})
      expect((await container()).image).toMatch(/:1\.6\.3$/)

      const values = file('values.yaml', 'logLevel: debug\nquota:\n  cpu: "20"\n')
      expect(await install(`--set-values ${values}`)).toMatchObject({revision: 3, changed: true})
      expect(await install()).toMatchObject({revision: 3, changed: false})
      expect((await container()).env).toContainEqual({name: 'ACI_QUOTA_CPU', value: '20'})
      expect((await container()).image).toMatch(/:1\.6\.3$/)

      expect(await install('--aci-resource-group aci-westus2 --location eastus')).toMatchObject({
        release: linuxRelease,
        revision: 4,
        changed: true,
        aciResourceGroup: 'aci-westus2',
      })
      expect(await install('--location eastus')).toMatchObject({revision: 4, changed: false, aciResourceGroup: 'aci-westus2'})
      await vkctl('remove-connector --yes')
      expect(await snapshot()).toEqual(before)
    }, 240_000)
  })
