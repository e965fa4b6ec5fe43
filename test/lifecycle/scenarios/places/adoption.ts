import {expect, it} from '@jest/globals'
import {connectors, linuxRelease, removals, validation} from '../../world/connector-result.ts'
import {describeOn, inCi, type Scenarios} from '../../scenario.ts'
import {untilNodeReady, upstreamChart as chart} from '../../world/upstream-chart.ts'
import {useWorld} from '../../world/use-world.ts'
import {whatRuns} from '../../world/what-runs.ts'
import {startPod, withoutPod} from '../../world/with-pod.ts'
import {prepared, type World} from '../../world/world.ts'

const node = 'my-virtual-node'
const values = `--set nodeName=${node} --set providers.azure.aciRegion=eastus --set providers.azure.aciResourceGroup=aci-westus2`
const adopt = `install-connector --adopt ${node} --yes`

/** A connector that somebody installed, with a pod on its node. */
async function withConnector(on: World, install: () => Promise<unknown>): Promise<void> {
  await install()
  await untilNodeReady(on, node)
  await startPod(on, `sample --node-name ${node}`)
}

const withHelm = (world: World): Promise<void> => withConnector(world, () => world.helm(`install aci ${chart} ${values}`))

async function releases({helm}: World): Promise<readonly string[]> {
  return (JSON.parse(await helm('list --all-namespaces --output json')) as readonly {readonly name: string}[]).map(({name}) => name)
}

/** A connector of somebody else that vkctl takes over with its node, its pods and their container groups. */
export const adoption: Scenarios = ground =>
  describeOn(ground, 'An adoption', () => {
    const world = useWorld({...ground, world: prepared})

    it('keeps the node and what runs on it, and removes the release of the upstream chart', async () => {
      const {vkctl, kubectl, snapshot} = world()
      const before = await snapshot()
      await withHelm(world())
      const running = await whatRuns(world())

      const refused = await vkctl(`install-connector --adopt ${node}`, {exits: 1})
      expect(refused.stderr).toMatch(/vk-azure-aci\/aci of the release aci .*registers the node my-virtual-node/)
      expect(refused.stderr).toContain('The pods on the node keep running: default/aci-helloworld-')
      const planned = JSON.parse((await vkctl(`${adopt} --dry-run`)).stdout) as readonly {readonly step: string}[]
      expect(planned.map(({step}) => step)).toEqual([
        'create-namespace',
        'open-records',
        'apply',
        'stop-adopted',
        'install',
        'record',
        'remember',
        'remove-adopted',
      ])
      expect(await releases(world())).toEqual(['aci'])

      expect(connectors(await vkctl(adopt))).toMatchObject([
        {release: linuxRelease, nodeName: node, location: 'eastus', aciResourceGroup: 'aci-westus2', status: 'Ready', changed: true},
      ])
      expect(await whatRuns(world())).toEqual(running)
      expect(await releases(world())).toEqual([linuxRelease])
      await kubectl('wait --for=delete namespace/vk-azure-aci --timeout=60s')

      expect(connectors(await vkctl('install-connector'))).toMatchObject([{nodeName: node, status: 'Ready', changed: false}])
      const {findings} = validation(await vkctl('validate'))
      expect(findings.filter(({verdict}) => verdict === 'problem')).toEqual([])
      expect(await whatRuns(world())).toEqual(running)
      await withoutPod(world())
      expect(removals(await vkctl('remove-connector --yes'))).toMatchObject([{nodeName: node, left: []}])
      expect(await snapshot()).toEqual(before)
    }, 180_000)

    inCi(ground)(
      'goes back when the new connector does not start',
      async () => {
        const {vkctl, kubectl} = world()
        await withHelm(world())
        const running = await whatRuns(world())
        const failed = await vkctl(`${adopt} --image-tag 9.9.9`, {exits: 1})
        expect(failed.stderr).toContain('the Deployment vk-azure-aci/aci registers the node my-virtual-node as before.')
        expect(connectors(failed)).toMatchObject([{nodeName: node, image: null, revision: null, changed: false}])
        await kubectl('wait --for=condition=Available deployment/aci -n vk-azure-aci --timeout=60s')
        expect(await releases(world())).toEqual(['aci'])
        expect(await kubectl('get secrets -n virtual-kubelet -o name')).toBe('')
        expect(await whatRuns(world())).toEqual(running)
        expect(connectors(await vkctl(adopt))).toMatchObject([{nodeName: node, status: 'Ready'}])
        expect(await whatRuns(world())).toEqual(running)
      },
      240_000,
    )

    inCi(ground)(
      'that was interrupted is finished by the same command',
      async () => {
        const {vkctl, start} = world()
        await withHelm(world())
        const running = await whatRuns(world())
        const run = start(adopt, {onStderr: soFar => void (/^Deploying the ACI connector/m.test(soFar) && run.kill('SIGINT', 'vkctl'))})
        const ended = await run.done
        expect(ended.exitCode).toBe(130)
        expect(ended.stderr).toContain(`Run the same command again to finish.\nUntil then the node ${node} may have no connector.`)
        expect(connectors(await vkctl(adopt))).toMatchObject([{nodeName: node, status: 'Ready'}])
        expect(await releases(world())).toEqual([linuxRelease])
        expect(await whatRuns(world())).toEqual(running)
      },
      240_000,
    )

    inCi(ground)(
      'takes over a release that has the name of the new one in another namespace, as az gave it',
      async () => {
        const {vkctl, helm} = world()
        const nodeOfAz = `virtual-kubelet-${linuxRelease}`
        await helm(`install ${linuxRelease} ${chart} --set nodeName=${nodeOfAz} --set providers.azure.aciRegion=eastus`)
        await untilNodeReady(world(), nodeOfAz)
        const running = await whatRuns(world())
        expect((await vkctl('install-connector', {exits: 4})).stderr).toContain('exists in the namespace default')
        const adopted = connectors(await vkctl(`install-connector --adopt ${nodeOfAz} --yes`))
        expect(adopted).toMatchObject([{namespace: 'virtual-kubelet', nodeName: nodeOfAz, status: 'Ready'}])
        expect(await releases(world())).toEqual([linuxRelease])
        expect(await whatRuns(world())).toEqual(running)
        for (const again of ['install-connector', `install-connector --adopt ${nodeOfAz}`]) {
          expect(connectors(await vkctl(again))).toMatchObject([{changed: false}])
        }
      },
      180_000,
    )

    inCi(ground)(
      'takes over what kubectl applied, and deletes only its Deployment',
      async () => {
        const {vkctl, helm, kubectl} = world()
        await withConnector(world(), async () => {
          await kubectl('create namespace vk-azure-aci')
          await kubectl('apply -f -', await helm(`template aci ${chart} ${values}`))
        })
        const running = await whatRuns(world())
        const adopted = await vkctl(adopt)
        expect(connectors(adopted)).toMatchObject([{nodeName: node, status: 'Ready'}])
        expect(adopted.stderr).toContain('Delete the Deployment vk-azure-aci/aci')
        expect(await kubectl('get serviceaccount -n vk-azure-aci aci-virtual-kubelet-helm -o name')).toContain('aci-virtual-kubelet-helm')
        expect(await whatRuns(world())).toEqual(running)
      },
      180_000,
    )

    inCi(ground)(
      'keeps the service principal',
      async () => {
        const {vkctl, azure, get} = world()
        const {clientId, secrets: [secret = ''] = []} = azure.principal('connector-sp')
        const azureValues = {clientId, clientKey: secret, aciRegion: 'eastus'}
        const given = world().file('values.json', JSON.stringify({nodeName: node, providers: {azure: azureValues}}))
        await world().helm(`install aci ${chart} --values ${given}`)
        await world().kubectl(`wait --for=create node/${node} --timeout=60s`)
        expect(connectors(await vkctl(adopt))).toMatchObject([{nodeName: node, status: 'Ready'}])
        const {data} = (await get(`/api/v1/namespaces/virtual-kubelet/secrets/${linuxRelease}`)) as {readonly data: Record<string, string>}
        expect(JSON.parse(Buffer.from(data['azure.json'] ?? '', 'base64').toString())).toMatchObject({aadClientId: clientId})
      },
      180_000,
    )

    inCi(ground)(
      'is refused before anything is changed',
      async () => {
        const {vkctl, helm, kubectl, snapshot} = world()
        await helm(`install aci ${chart} ${values}`)
        await untilNodeReady(world(), node)
        const refusal = async (command: string, exits: number): Promise<string> => {
          const before = await snapshot()
          const {stderr} = await vkctl(command, {exits})
          expect(await snapshot()).toEqual(before)
          return stderr
        }
        expect(await refusal('install-connector --adopt another-node --yes', 3)).toContain('No connector registers the node another-node.')
        expect(await refusal(`${adopt} --location westus2`, 2)).toContain(
          '--location is westus2, but the connector to take over uses eastus.',
        )
        expect(await refusal(`${adopt} --os-type Both`, 2)).toContain('not allowed with argument --os-type')
        expect(await refusal(`${adopt} --no-wait`, 2)).toContain('not allowed with argument --no-wait')

        expect(await refusal(`${adopt} --namespace vk-azure-aci`, 4)).toContain('contains the Namespace vk-azure-aci')
        await kubectl('create configmap important -n vk-azure-aci --from-literal=a=b')
        expect(await refusal(adopt, 4)).toContain('ConfigMap vk-azure-aci/important in it belongs to somebody else')
        await kubectl('delete configmap important -n vk-azure-aci')
        await kubectl('label deployment aci -n vk-azure-aci helm.toolkit.fluxcd.io/name=aci helm.toolkit.fluxcd.io/namespace=flux-system')
        expect(await refusal(adopt, 4)).toMatch(
          /Flux \(HelmRelease flux-system\/aci\) manages .*[^]*flux get helmreleases aci --namespace flux-system/,
        )
        await kubectl('label deployment aci -n vk-azure-aci helm.toolkit.fluxcd.io/name- helm.toolkit.fluxcd.io/namespace-')
        await kubectl('create namespace rival')
        const rival = await helm(`template rival ${chart} ${values} --set namespace=rival`)
        await kubectl('apply -f -', rival)
        await kubectl('wait --for=condition=Available deployment/rival -n rival --timeout=60s')
        expect(await refusal(adopt, 4)).toContain(`Several connectors register the node ${node}`)
        // Anybody can give a Deployment the labels of vkctl's chart.
        await kubectl('label deployment rival -n rival --overwrite app.kubernetes.io/name=aci-connector')
        expect(await refusal(adopt, 4)).toContain(`Several connectors register the node ${node}`)
      },
      180_000,
    )
  })
