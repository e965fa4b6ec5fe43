import {describe, expect, it} from '@jest/globals'
import type {World} from '../../../sandbox/azure/world.ts'
import type {ClusterClient} from '../../../sandbox/client/cluster-client.ts'
import {thingsIn} from '../../../sandbox/drills/things.ts'

const revision = (version: number, status: string) => ({
  metadata: {
    name: `sh.helm.release.v1.web.v${version}`,
    namespace: 'n',
    labels: {owner: 'helm', name: 'web', status, version: `${version}`},
  },
})

/** A cluster that contains nothing but these Secrets. */
function clusterWith(secrets: readonly object[]): ClusterClient {
  const answers: Readonly<Record<string, unknown>> = {
    '/apis': {groups: []},
    '/api/v1': {resources: [{name: 'secrets', kind: 'Secret', verbs: ['list']}]},
    '/api/v1/secrets': {items: secrets},
  }
  return {get: async (path: string) => answers[path]} as unknown as ClusterClient
}

describe('a Helm release', () => {
  it.each([
    ['failed once and then deployed', [revision(9, 'failed'), revision(10, 'deployed')], [undefined, true]],
    ['deployed and then pending', [revision(1, 'superseded'), revision(2, 'pending-upgrade')], [undefined, false]],
    ['failed at last', [revision(1, 'deployed'), revision(2, 'failed')], [undefined, false]],
  ])('works as its newest revision says: %s', async (_, secrets, works) => {
    const azure = {containerGroups: new Map(), roleAssignments: []} as unknown as World
    const things = await thingsIn(clusterWith(secrets), azure)
    expect([...things.values()].map(thing => thing.works)).toEqual(works)
  })
})
