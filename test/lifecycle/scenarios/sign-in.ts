import {expect, it} from '@jest/globals'
import {describeOn, type Scenarios} from '../scenario.ts'
import {useWorld} from '../world/use-world.ts'
import {prepared} from '../world/world.ts'

const nobody = {AZURE_CLIENT_ID: '', AZURE_CLIENT_SECRET: '', AZURE_TENANT_ID: ''}

/** Who may do what. */
export const signIn: Scenarios = ground =>
  describeOn(ground, 'Sign-in and rights', () => {
    const world = useWorld({...ground, world: prepared})

    it('nobody signed in, and a wrong secret', async () => {
      const {vkctl, snapshot} = world()
      const before = await snapshot()
      for (const command of ['provider check', 'install-connector', 'list', 'remove-connector --yes', 'validate']) {
        const refused = await vkctl(command, {exits: 8, env: nobody})
        expect(refused.stdout).toBe('')
        expect(refused.stderr).toMatch(/az login/)
      }
      const wrong = await vkctl('install-connector', {
        exits: 8,
        env: {AZURE_CLIENT_SECRET: 'not-the-secret-of-it'},
        secrets: ['not-the-secret-of-it'],
      })
      expect(wrong.stderr).toMatch(/AADSTS7000215|client secret/)
      expect(await snapshot()).toEqual(before)
    }, 60_000)

    it('a reader, who may see and not change', async () => {
      const {vkctl, azure, snapshot} = world()
      const before = await snapshot()
      const {clientId, objectId, secrets: [secret = ''] = []} = azure.principal('reader')
      const reader = {AZURE_CLIENT_ID: clientId, AZURE_CLIENT_SECRET: secret}
      await vkctl('provider check', {env: reader})
      for (const command of ['install-connector --assign-role', 'provider register -n Microsoft.OperationalInsights']) {
        const refused = await vkctl(command, {exits: 8, env: reader})
        expect(refused.stderr).toMatch(/to perform action 'Microsoft\.[\w./]+' over scope '\/subscriptions\//)
        expect(refused.stderr).toContain(objectId)
      }
      expect(await snapshot()).toEqual(before)
    }, 60_000)

    it('a stranger, who may see nothing', async () => {
      const {vkctl, azure} = world()
      const {clientId, objectId, secrets: [secret = ''] = []} = azure.principal('stranger')
      const refused = await vkctl('list', {exits: 8, env: {AZURE_CLIENT_ID: clientId, AZURE_CLIENT_SECRET: secret}})
      expect(refused.stderr).toContain(objectId)
    }, 60_000)
  })
