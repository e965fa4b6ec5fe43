import {expect, it} from '@jest/globals'
import {linuxRelease, validation} from '../../world/connector-result.ts'
import {describeOn, inCi, type Scenarios} from '../../scenario.ts'
import {useWorld} from '../../world/use-world.ts'
import {prepared, type World} from '../../world/world.ts'

/** Restarts the connector, and waits until the provider has crashed. */
async function crash({kubectl}: World): Promise<void> {
  await kubectl(`rollout restart deployment/${linuxRelease} -n virtual-kubelet`)
  const pod = `-l app.kubernetes.io/instance=${linuxRelease} -n virtual-kubelet`
  const restarted = '{.items[*].status.containerStatuses[*].lastState.terminated.exitCode}'
  const deadline = Date.now() + 60_000
  while ((await kubectl(`get pods ${pod} -o jsonpath=${restarted}`)) !== '2')
    if (Date.now() > deadline) throw new Error('The provider did not crash.')
}

/** The first finding, and what follows from what. */
async function causeAndConsequences({vkctl}: World): Promise<readonly [cause: string | undefined, consequences: readonly string[]]> {
  const {findings} = validation(await vkctl('validate', {exits: 4}))
  const [cause] = findings
  return [cause?.id, findings.flatMap(({id, because}) => (because === undefined ? [] : [`${id} because ${because.id}`]))]
}

/** Connectors that get no token: the provider crashes, and does not say why. */
export const noToken: Scenarios = ground =>
  describeOn(ground, 'Connectors without a token', () => {
    const world = useWorld({...ground, world: prepared})

    it('the nodes do not have its identity any more', async () => {
      const {vkctl, azure} = world()
      await vkctl('install-connector')
      azure.state.nodeIdentities.splice(0)
      await crash(world())
      const [cause, consequences] = await causeAndConsequences(world())
      expect(cause).toBe('identity-on-node')
      expect(consequences).toEqual(expect.arrayContaining(['start-token because identity-on-node', 'pod-ready because start-token']))
    }, 120_000)

    inCi(ground)(
      'its identity was deleted',
      async () => {
        const {vkctl, azure} = world()
        await vkctl('install-connector')
        const {userAssignedIdentities} = azure.state
        const {clientId} = azure.principal('kubelet')
        const index = userAssignedIdentities.findIndex(one => one.clientId === clientId)
        const [entry] = userAssignedIdentities.slice(index)
        if (entry !== undefined) userAssignedIdentities.splice(index, 1, {...entry, deleted: true})
        await crash(world())
        const [cause, consequences] = await causeAndConsequences(world())
        expect(cause).toBe('identity-exists')
        expect(consequences).toEqual(expect.arrayContaining(['start-token because identity-exists', 'pod-ready because start-token']))
      },
      120_000,
    )

    inCi(ground)(
      'its client secret was replaced',
      async () => {
        const {vkctl, azure} = world()
        const principal = azure.principal('connector-sp')
        const {principals} = azure.state
        const index = principals.findIndex(({name}) => name === principal.name)
        await vkctl(`install-connector --assign-role --service-principal ${principal.clientId} --client-secret -`, {
          input: principal.secrets?.[0] ?? '',
        })
        principals.splice(index, 1, {...principal, secrets: ['another']})
        await crash(world())
        const [cause, consequences] = await causeAndConsequences(world())
        expect(cause).toBe('secret-accepted')
        expect(consequences).toEqual(expect.arrayContaining(['start-token because secret-accepted', 'pod-ready because start-token']))
      },
      120_000,
    )

    inCi(ground)(
      'the metadata service does not answer: the connector is ready, and that is no success',
      async () => {
        const {vkctl, faults} = world()
        faults.set([{server: 'azure', path: '^/metadata/identity', delayMs: 600_000, times: 1000}])
        const failed = await vkctl('install-connector --timeout 30s', {exits: 5})
        expect(failed.stderr).toMatch(/Waiting for \S+: .* has been running for \d+ s, but it has not registered its node/)
        expect(failed.stderr).toMatch(/^imds-reachable: .*169\.254\.169\.254/m)
        const [cause, consequences] = await causeAndConsequences(world())
        expect(cause).toBe('imds-reachable')
        expect(consequences).toEqual(expect.arrayContaining(['start-token because imds-reachable', 'node-ready because start-token']))
      },
      120_000,
    )
  })
