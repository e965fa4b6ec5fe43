import {describe, expect, it} from '@jest/globals'
import {containerGroupsOf} from '../../../../src/lib/connector/inventory/container-groups.ts'
import {groupsOf, readAllGroups, strangeGroups, type NodeGroups} from '../../../../src/lib/connector/removal/container-groups.ts'
import {inWords} from '../../../../src/lib/connector/removal/things.ts'
import {warn} from '../../../../src/lib/connector/removal/warnings.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import {ArmError} from '../../../../src/lib/azure/transport/arm-answer.ts'
import type {Azure} from '../../../../src/lib/azure/azure.ts'
import {NotAllowedError, NotFoundError} from '../../../../src/lib/errors.ts'
import {record} from '../install/wanted.ts'
import {cluster, connector, groupId, hostAt, target} from './target.ts'

const {nodeName} = record()
const session = {cluster} as ClusterSession
const group = (resourceGroup: string, name: string, UID = 'unknown', NodeName = nodeName) => ({
  id: groupId(resourceGroup, name),
  name,
  tags: {NodeName, UID},
})
const here = connector()
const whose: NodeGroups = {connector: here, aciResourceGroup: 'shared', podUids: ['seen']}

/** A subscription with these container groups; `refused`: only its resource groups can be listed. */
function azureWith(
  groups: readonly ReturnType<typeof group>[],
  {refused = false, managers = {}}: {refused?: boolean; managers?: Readonly<Record<string, string>>} = {},
) {
  const asked: string[] = []
  const azure = {
    containerGroups: async (resourceGroup?: string) => {
      asked.push(resourceGroup ?? 'all')
      if (resourceGroup === undefined && refused) throw new NotAllowedError('(AuthorizationFailed) you may not')
      return groups.filter(({id}) => resourceGroup === undefined || id.includes(`/resourceGroups/${resourceGroup}/`))
    },
    resourceGroup: async (name: string) => ({id: '', name, location: 'eastus', ...(name in managers && {managedBy: managers[name]})}),
  }
  return {...hostAt(new Date(), azure as unknown as Partial<Azure>), asked}
}
async function found(...of: Parameters<typeof azureWith>) {
  const {host, asked} = azureWith(...of)
  const {things, hidden} = await groupsOf(host, session, whose, await readAllGroups(host))
  const told = things.map(thing => `${inWords(thing)}${thing.kind === 'container group' && thing.certain ? '' : '?'}`)
  return {told, hidden, asked}
}

describe('the container groups of a connector', () => {
  it('are those of its pods wherever they are, and in its resource groups those of which nobody knows', async () => {
    const all = [
      group('mc_G', 'home'),
      group('shared', 'own', 'seen'),
      group('shared', 'unclear'),
      group('forgotten', 'moved', 'seen'),
      group('forgotten', 'foreign'),
      group('MC_g', 'of-another-node', 'seen', 'other'),
    ]
    expect(await found(all)).toMatchObject({
      told: [
        'container group MC_g/home',
        'container group shared/own',
        'container group shared/unclear?',
        'container group forgotten/moved',
      ],
      asked: ['all'],
    })
  })

  it('are looked for in the known resource groups if the user may not list those of the subscription', async () => {
    const all = [group('shared', 'own', 'seen'), group('forgotten', 'moved', 'seen')]
    expect(await found(all, {refused: true})).toEqual({
      told: ['container group shared/own'],
      hidden: [],
      asked: ['all', 'shared', 'MC_g'],
    })
  })

  it('are gone with their resource group, but unknown if it cannot be read', async () => {
    const failing = (code: string, error: (options: {cause: Error}) => Error) =>
      containerGroupsOf(
        {azure: {containerGroups: () => Promise.reject(error({cause: new ArmError(404, code, code, undefined)}))}} as never,
        'gone',
        nodeName,
      )
    expect(await failing('ResourceGroupNotFound', options => new NotFoundError('no group', options))).toEqual([])
    await expect(failing('SubscriptionNotFound', options => new NotFoundError('no subscription', options))).rejects.toThrow(
      'no subscription',
    )
  })
})

describe('container groups of the same node name elsewhere', () => {
  const elsewhere = [group('MC_other', 'theirs'), group('aci', 'whose'), group('MC_g', 'ours')]
  const managers = {MC_other: '/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/other'}

  it('are named unless they are in the node resource group of another cluster', async () => {
    const {host} = azureWith(elsewhere, {managers})
    expect(await strangeGroups(host, session, whose, await readAllGroups(host))).toEqual(['aci/whose'])
  })

  it('are told, and so is where vkctl did not look', async () => {
    for (const refused of [false, true]) {
      const {host, warnings} = azureWith(elsewhere, {managers, refused})
      await warn(host, session, {
        targets: [target(here)],
        owned: [],
        others: [],
        strays: [],
        unfinished: [],
        groups: await readAllGroups(host),
      })
      expect(warnings).toEqual([
        refused
          ? 'vkctl searches for container groups only in MC_g, because it could not list those of the subscription: (AuthorizationFailed) you may not'
          : `vkctl cannot tell whether these container groups of a node ${nodeName} belong to this cluster, so it does not delete them: aci/whose. To see whose they are:`,
      ])
    }
  })

  it('are nothing to a connector whose node is not its own', async () => {
    const {host, warnings} = azureWith(elsewhere)
    await warn(host, session, {
      targets: [target(here, {ownsNode: false})],
      owned: [],
      others: [],
      strays: [],
      unfinished: [],
      groups: await readAllGroups(host),
    })
    expect(warnings).toEqual([])
  })
})
