import {expect, it} from '@jest/globals'
import {connectors, linuxRelease, removals, validation, windowsRelease} from '../world/connector-result.ts'
import {describeOn, inCi, type Scenarios} from '../scenario.ts'
import {untilNodeReady, upstreamChart as chart, upstreamChartOf} from '../world/upstream-chart.ts'
import {useWorld} from '../world/use-world.ts'
import {prepared} from '../world/world.ts'

/** Connectors of azure-aci's own chart. */
export const upstreamChart: Scenarios = ground =>
  describeOn(ground, "azure-aci's chart", () => {
    const world = useWorld({...ground, world: prepared})

    it('installed by helm alone is found and removed', async () => {
      const {vkctl, helm, kubectl, snapshot} = world()
      const before = await snapshot()
      await helm(
        `install aci ${chart} --set nodeName=my-virtual-node --set providers.azure.aciRegion=eastus --set providers.azure.aciResourceGroup=aci-westus2`,
      )
      await untilNodeReady(world(), 'my-virtual-node')
      expect(connectors(await vkctl('list'))).toMatchObject([
        {
          connectorName: 'aci',
          osType: 'Linux',
          release: 'aci',
          nodeName: 'my-virtual-node',
          location: 'eastus',
          chart: 'virtual-kubelet-azure-aci-1.6.4',
          status: 'Ready',
        },
      ])
      expect(removals(await vkctl('remove-connector --connector-name aci --yes'))).toMatchObject([
        {release: 'aci', nodeName: 'my-virtual-node', left: []},
      ])
      await kubectl('wait --for=delete namespace/vk-azure-aci --timeout=60s')
      expect(await snapshot()).toEqual(before)
    }, 120_000)

    inCi(ground)(
      'is installed by --chart-url, changed and removed',
      async () => {
        const {vkctl, snapshot, kubectl} = world()
        const before = await snapshot()
        const installed = await vkctl(`install-connector --os-type Both --chart-url ${chart}`)
        expect(connectors(installed)).toMatchObject([
          {release: linuxRelease, chart: 'virtual-kubelet-azure-aci-1.6.4', chartSource: chart, status: 'Ready', changed: true},
          {osType: 'Windows', status: 'Ready', changed: true},
        ])
        const problems = validation(await vkctl('validate', {exits: 4})).findings.filter(({verdict}) => verdict === 'problem')
        expect(problems.map(({id, remedy}) => [id, remedy])).toEqual(
          Array.from({length: 2}, () => ['endpoint-authenticated', expect.stringContaining('NetworkPolicy')]),
        )
        const policies = [linuxRelease, windowsRelease].map(release => ({
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: {name: 'api-server-only', namespace: `vk-${release}`},
          spec: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {'kubernetes.io/metadata.name': 'kube-system'}}}]}]},
        }))
        await kubectl('apply -f -', JSON.stringify({apiVersion: 'v1', kind: 'List', items: policies}))
        const warnings = validation(await vkctl('validate')).findings.filter(({verdict}) => verdict === 'warning')
        expect(warnings.map(({id, message}) => [id, message])).toEqual(
          Array.from({length: 2}, () => ['endpoint-authenticated', expect.stringContaining('Only the NetworkPolicy api-server-only')]),
        )
        // The chart makes a new certificate whenever it is rendered.
        expect(connectors(await vkctl(`install-connector --os-type Both --chart-url ${chart}`))).toMatchObject([
          {changed: false, revision: 1},
          {changed: false, revision: 1},
        ])
        const withBoth = await snapshot()
        const refused = await vkctl('install-connector --image-tag 1.6.3', {exits: 1})
        expect(refused.stderr).toContain(`The record of ${linuxRelease} says that its chart comes from ${chart}.`)
        expect(await snapshot()).toEqual(withBoth)
        const planned = await vkctl('install-connector --image-tag 1.6.3 --dry-run')
        expect(planned.stdout).toContain(`the chart from ${chart}`)
        expect(connectors(await vkctl('show --os-type Linux', {}))).toMatchObject({chartSource: chart})
        expect(connectors(await vkctl('install-connector --image-tag 1.6.3 --yes'))).toMatchObject([
          {status: 'Ready', changed: true, chart: 'virtual-kubelet-azure-aci-1.6.4'},
        ])
        // Helm would delete the chart's Namespace with what the operator put into it.
        // Nothing goes, so there is no question.
        const kept = await vkctl('remove-connector', {exits: 1})
        expect(kept.stderr).toContain(`NetworkPolicy vk-${linuxRelease}/api-server-only in it belongs to somebody else`)
        for (const {metadata} of policies) await kubectl(`delete networkpolicy ${metadata.name} -n ${metadata.namespace}`)
        expect(removals(await vkctl('remove-connector --yes')).map(({left}) => left)).toEqual([[], []])
        await kubectl(`wait --for=delete namespace/vk-${linuxRelease} --timeout=60s`)
        expect(await snapshot()).toEqual(before)
      },
      120_000,
    )

    // Since 1.4.8, the chart has its own namespace; since 1.4.10, an init container; 1.5.1 labels its pods in another way.
    for (const version of ['1.4.8', '1.4.10', '1.5.1', '1.6.2']) {
      inCi(ground)(
        `of version ${version} is installed and removed`,
        async () => {
          const {vkctl, snapshot, kubectl} = world()
          const before = await snapshot()
          expect(
            connectors(await vkctl(`install-connector --image-tag 1.6.4 --chart-url ${upstreamChartOf(world(), version)}`)),
          ).toMatchObject([{chart: `virtual-kubelet-azure-aci-${version}`, status: 'Ready'}])
          expect(removals(await vkctl('remove-connector --yes'))).toMatchObject([{left: []}])
          await kubectl(`wait --for=delete namespace/vk-${linuxRelease} --timeout=60s`)
          expect(await snapshot()).toEqual(before)
        },
        120_000,
      )
    }

    it.each([
      ['1.4.3', /set ACS_CREDENTIAL_LOCATION/],
      ['1.4.7', /does not allow such pods \(Pod Security level restricted\)/],
    ])('of version %s, which cannot work, is refused', async (version, reason) => {
      const {vkctl, snapshot} = world()
      const before = await snapshot()
      const {stderr} = await vkctl(`install-connector --chart-url ${upstreamChartOf(world(), version)}`, {exits: 2})
      expect(stderr).toContain(`The chart virtual-kubelet-azure-aci ${version} cannot be used:`)
      expect(stderr).toMatch(reason)
      expect(stderr).toContain('virtual-kubelet-azure-aci 1.4.8 or later')
      expect(await snapshot()).toEqual(before)
    })
  })
