import {expect, it} from '@jest/globals'
import {describeOn, inCi, type Scenarios} from '../scenario.ts'
import {connectors, linuxRelease, validation} from '../world/connector-result.ts'
import {useWorld} from '../world/use-world.ts'
import {assignedByVkctl, whatRuns} from '../world/what-runs.ts'
import {withPod} from '../world/with-pod.ts'
import {prepared, type World} from '../world/world.ts'

/** The provider looks for its subnet first of all, and ends when it is not there. */
const noSubnet = 'vnet:\n  name: no-such-network\n  subnetName: no-such-subnet\n  kubeDnsIp: 10.0.0.10\n  masterUri: https://10.0.0.1\n'

/** The subnet has another address range. The log says so, and waiting does not help. */
const otherRange =
  'vnet:\n  name: aks-vnet\n  subnetName: aci-subnet\n  subnetCidr: 10.9.0.0/16\n  kubeDnsIp: 10.0.0.10\n  masterUri: https://10.0.0.1\n'

async function secretOf({get}: World): Promise<unknown> {
  return ((await get(`/api/v1/namespaces/virtual-kubelet/secrets/${linuxRelease}`)) as {readonly data: unknown}).data
}

/** An upgrade that does not work: the connector goes back to what worked, and nothing of the new options is left. */
export const failedUpgrades: Scenarios = ground =>
  describeOn(ground, 'A failed upgrade', () => {
    const world = useWorld({...ground, world: prepared})
    const isAsBefore = async (revision: number): Promise<void> => {
      const {vkctl} = world()
      expect(connectors(await vkctl('list'))).toMatchObject([{status: 'Ready', revision}])
      await vkctl('validate')
      expect(connectors(await vkctl('install-connector'))).toMatchObject([{status: 'Ready', changed: false, revision}])
    }

    it('goes back before the node is given up, with its pods, and what was given does not count', async () => {
      const {vkctl, file} = world()
      await withPod(world())
      const before = await whatRuns(world())
      const failed = await vkctl(`install-connector --set-values ${file('bad.yaml', noSubnet)} --timeout 6s`, {exits: 5})
      expect(failed.stderr).toMatch(/^ERROR: .* was not ready in time: .* [\w-]+ was rolled back to revision 1, which works again\.$/m)
      expect(connectors(failed)).toMatchObject([
        {
          status: 'Ready',
          revision: 3,
          rolledBackTo: 1,
          changed: true,
          image: expect.stringMatching(/:1\.6\.4$/),
          error: {code: 'timedOut'},
        },
      ])
      expect(await whatRuns(world())).toEqual(before)
      await isAsBefore(3)
    }, 120_000)

    const podsOf = async (): Promise<string> => world().kubectl('get pods -n virtual-kubelet -o name')

    inCi(ground)(
      'to an image that the registry does not have leaves the old pod alone',
      async () => {
        const {vkctl} = world()
        await vkctl('install-connector')
        const pods = await podsOf()
        const failed = await vkctl('install-connector --image-tag 9.9.9', {exits: 1})
        expect(failed.stderr).toMatch(
          /^ERROR: The nodes cannot pull the image .*:9\.9\.9 .*: not found\)\. [\w-]+ stays at revision 1, which works\.$/m,
        )
        expect(connectors(failed)).toMatchObject([
          {status: 'Ready', revision: 1, changed: false, image: expect.stringMatching(/:1\.6\.4$/)},
        ])
        expect(await podsOf()).toBe(pods)
        await isAsBefore(1)
        const untested = await vkctl('install-connector --image-tag 9.9.9 --skip-checks image-pulled', {exits: 1})
        expect(untested.stderr).toMatch(/^ERROR: .* does not start: .* [\w-]+ was rolled back to revision 1, which works again\.$/m)
        await isAsBefore(3)
      },
      120_000,
    )

    inCi(ground)(
      'that is interrupted while it tests an image leaves no other pod',
      async () => {
        const {vkctl, start} = world()
        await vkctl('install-connector')
        const pods = await podsOf()
        let isSent = false
        const running = start('install-connector --image-tag 9.9.9', {
          onStderr(soFar) {
            if (isSent || !/^Test the image/m.test(soFar)) return
            isSent = true
            setTimeout(() => running.kill('SIGINT', 'group'), 1500)
          },
        })
        const ended = await running.done
        expect(ended).toMatchObject({exitCode: 130, stdout: ''})
        expect(ended.stderr).toMatch(/May be incomplete: Test the image/)
        await world().kubectl(`wait --for=delete pod/${linuxRelease}-image -n virtual-kubelet --timeout=30s`)
        expect(await podsOf()).toBe(pods)
        expect(connectors(await vkctl('install-connector'))).toMatchObject([{status: 'Ready'}])
        await vkctl('validate')
      },
      120_000,
    )

    inCi(ground)(
      'ends the wait when the log says that the connector cannot start',
      async () => {
        const {vkctl, file} = world()
        await vkctl('install-connector')
        const failed = await vkctl(`install-connector --set-values ${file('bad.yaml', otherRange)}`, {exits: 1})
        expect(failed.stderr).toMatch(
          /^ERROR: .* does not start: .* Its log says: .* [\w-]+ was rolled back to revision 1, which works again\.$/m,
        )
        await isAsBefore(3)
      },
      120_000,
    )

    inCi(ground)(
      'ends the wait when Kubernetes refuses its pod, with the words of Kubernetes',
      async () => {
        const {vkctl, file} = world()
        const values = file('bad.yaml', 'priorityClassName: nope\n')
        const first = await vkctl(`install-connector --connector-name other --set-values ${values}`, {exits: 1})
        expect(first.stderr).toMatch(/^Waiting for .*: Kubernetes refuses its pod: .*no PriorityClass with name nope was found/m)
        expect(first.stderr).toMatch(/^ERROR: .* does not start: Kubernetes refuses its pod: /m)
        expect(connectors(first)).toMatchObject([{status: 'NotReady', revision: 1}])
        await vkctl('install-connector')
        const failed = await vkctl(`install-connector --set-values ${values}`, {exits: 1})
        expect(connectors(failed)).toMatchObject([{status: 'Ready', rolledBackTo: 1}])
        await vkctl('remove-connector --connector-name other --yes')
        await isAsBefore(3)
      },
      180_000,
    )

    inCi(ground)(
      'that Helm refuses changes nothing, and brings back the Secret and the role assignments',
      async () => {
        const {vkctl, azure, tools} = world()
        await vkctl('install-connector --assign-role')
        const [secret, assigned] = [await secretOf(world()), assignedByVkctl(world())]
        const {clientId, secrets: [password = ''] = []} = azure.principal('connector-sp')
        tools.intercept(({tool, args}) =>
          tool === 'helm' && args[0] === 'upgrade'
            ? {exitCode: 1, stderr: 'Error: admission webhook "policy" denied the request\n'}
            : undefined,
        )
        const failed = await vkctl(
          `install-connector --aci-resource-group aci-westus2 --location eastus --service-principal ${clientId} --client-secret - --assign-role --yes`,
          {input: password, exits: 1},
        )
        tools.intercept(undefined)
        expect(failed.stderr).toMatch(/^ERROR: Helm could not .* denied the request/m)
        expect(connectors(failed)).toMatchObject([
          {status: 'Ready', revision: 1, changed: false, aciResourceGroup: azure.state.clusters[0]?.nodeResourceGroup},
        ])
        expect(await secretOf(world())).toEqual(secret)
        expect(assignedByVkctl(world())).toEqual(assigned)
        await isAsBefore(1)
      },
      120_000,
    )

    inCi(ground)(
      'stays as it is with --no-rollback; without the new options, an install goes back',
      async () => {
        const {vkctl, file} = world()
        await vkctl('install-connector')
        const values = file('bad.yaml', otherRange)
        const kept = await vkctl(`install-connector --set-values ${values} --no-rollback`, {exits: 1})
        expect(kept.stderr).toMatch(
          /^Or go back to what worked before:\nvkctl install-connector --connector-name virtual-kubelet --os-type Linux /m,
        )
        expect(connectors(kept)).toMatchObject([{status: 'NotReady', revision: 2, changed: true}])
        expect(validation(await vkctl('validate', {exits: 4})).ok).toBe(false)
        expect(connectors(await vkctl('install-connector'))).toMatchObject([{status: 'Ready', revision: 3, changed: true}])
        await isAsBefore(3)
      },
      120_000,
    )

    inCi(ground)(
      'whose rollback fails says both, and can be mended',
      async () => {
        const {vkctl, file, tools} = world()
        await vkctl('install-connector')
        tools.intercept(({tool, args}) =>
          tool === 'helm' && args[0] === 'rollback' ? {exitCode: 1, stderr: 'Error: no rollback\n'} : undefined,
        )
        const failed = await vkctl(`install-connector --set-values ${file('bad.yaml', noSubnet)} --timeout 6s`, {exits: 5})
        tools.intercept(undefined)
        expect(failed.stderr).toMatch(/^ERROR: .* was not ready in time: .* The rollback to revision 1 failed, too: .*no rollback/m)
        expect(connectors(failed)).toMatchObject([{status: 'NotReady', revision: 2, changed: true}])
        expect(connectors(await vkctl('install-connector'))).toMatchObject([{status: 'Ready', revision: 3}])
        await isAsBefore(3)
      },
      120_000,
    )

    inCi(ground)(
      'that is interrupted while it goes back says so, and the next install ends it',
      async () => {
        const {vkctl, start, file, tools} = world()
        await vkctl('install-connector')
        const running = start(`install-connector --set-values ${file('bad.yaml', noSubnet)} --timeout 6s`)
        tools.intercept(({tool, args}) => {
          if (tool === 'helm' && args[0] === 'rollback') running.kill('SIGINT', 'group')
          return undefined
        })
        const ended = await running.done
        tools.intercept(undefined)
        expect(ended).toMatchObject({exitCode: 130, stdout: ''})
        expect(ended.stderr).toMatch(/^May be incomplete: Roll back .* to revision 1/m)
        expect(ended.stderr).toMatch(
          /^Or go back to what worked before:\nvkctl install-connector --connector-name virtual-kubelet --os-type Linux /m,
        )
        expect(connectors(await vkctl('install-connector --lock-timeout 60s'))).toMatchObject([{status: 'Ready'}])
        await vkctl('validate')
      },
      120_000,
    )
  })
