import {cpSync, readFileSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {expect, it} from '@jest/globals'
import {connectors, linuxRelease, validation, type ConnectorResult} from '../world/connector-result.ts'
import {describeOn, type Scenarios} from '../scenario.ts'
import {useWorld} from '../world/use-world.ts'
import {builtVkctl} from '../world/vkctl-package.ts'
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
      const {vkctl, get, snapshot} = world()
      const before = await snapshot()
      const install = async (args = '', input = ''): Promise<ConnectorResult | undefined> =>
        connectors(await vkctl(`install-connector ${args}`.trim(), {input}))[0]
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

      const values = 'logLevel: debug\nquota:\n  cpu: "20"\nnetworkPolicy:\n  create: true\n'
      expect(await install('--set-values -', values)).toMatchObject({revision: 3, changed: true})
      expect(await install()).toMatchObject({revision: 3, changed: false})
      expect((await container()).env).toContainEqual({name: 'ACI_QUOTA_CPU', value: '20'})
      const policies = await get('/apis/networking.k8s.io/v1/namespaces/virtual-kubelet/networkpolicies')
      expect(policies).toMatchObject({items: [{metadata: {name: linuxRelease}, spec: {policyTypes: ['Ingress']}}]})
      expect((await container()).image).toMatch(/:1\.6\.3$/)

      expect(await install('--aci-resource-group aci-westus2 --location eastus --yes')).toMatchObject({
        release: linuxRelease,
        revision: 4,
        changed: true,
        aciResourceGroup: 'aci-westus2',
      })
      expect(await install('--location eastus')).toMatchObject({revision: 4, changed: false, aciResourceGroup: 'aci-westus2'})

      const reset = 'upgrade-connector --reset image-tag,aci-resource-group'
      const plan = await vkctl(`${reset} --dry-run --detailed-exit-code`, {exits: 4})
      const upgrade = (JSON.parse(plan.stdout) as {step: string; changes: object[]}[]).find(({step}) => step === 'upgrade')
      expect(upgrade?.changes).toContainEqual({action: 'change', target: 'values', path: 'image.tag', from: '1.6.3', to: '1.6.4'})
      expect(plan.stderr).toMatch(/~ image: \S+:1\.6\.3 -> \S+:1\.6\.4/)
      expect(connectors(await vkctl(`${reset} --yes`))).toMatchObject([
        {revision: 5, status: 'Ready', image: expect.stringMatching(/:1\.6\.4$/), aciResourceGroup: expect.stringMatching(/^MC_/)},
      ])
      expect((await container()).env).toContainEqual({name: 'ACI_QUOTA_CPU', value: '20'})
      expect((await vkctl(`${reset} --dry-run --detailed-exit-code`)).stderr).toContain('Nothing would change.')
      expect((await vkctl('upgrade-connector --reset image-tag --image-tag 1', {exits: 2})).stderr).toContain('reset at the same time')
      expect((await vkctl('upgrade-connector --os-type Windows', {exits: 3})).stderr).toContain('is not installed')
      await vkctl('remove-connector --yes')
      expect(await snapshot()).toEqual(before)
    }, 240_000)

    if (ground.sample) return

    it('are the chart of a newer vkctl too, which closes the port that an earlier one left open', async () => {
      const {vkctl, file} = world()
      const about = async (exits: number) =>
        validation(await vkctl('validate', {exits})).findings.filter(({id}) => id.startsWith('endpoint-'))
      const earlier = dirname(file('earlier/none', ''))
      cpSync(builtVkctl(), earlier, {recursive: true, verbatimSymlinks: true})
      const template = join(earlier, 'charts/aci-connector/templates/deployment.yaml')
      const argument = '- "--client-verify-ca=/etc/aci-connector/ca.crt"'
      const today = readFileSync(template, 'utf8')
      expect(today).toContain(argument)
      writeFileSync(template, today.replace(argument, `- "--authentication-token-webhook=true"\n            ${argument}`))

      await vkctl('install-connector', {packageFolder: earlier})
      expect(await about(4)).toMatchObject([
        {id: 'endpoint-authenticated', verdict: 'problem', message: expect.stringContaining('--authentication-token-webhook')},
        {id: 'endpoint-refuses', verdict: 'skipped'},
      ])
      expect(connectors(await vkctl('install-connector'))).toMatchObject([{revision: 2, changed: true, status: 'Ready'}])
      expect(await about(0)).toMatchObject([
        {id: 'endpoint-authenticated', verdict: 'ok'},
        {id: 'endpoint-refuses', verdict: 'ok'},
      ])
      expect(connectors(await vkctl('install-connector'))).toMatchObject([{revision: 2, changed: false}])
    }, 240_000)
  })
