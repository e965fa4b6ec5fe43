import {expect, it} from '@jest/globals'
import {loadAll} from 'js-yaml'
import {describeOn, type Scenarios} from '../../scenario.ts'
import {linuxRelease, validation} from '../../world/connector-result.ts'
import {useWorld} from '../../world/use-world.ts'
import {words} from '../../world/administrator.ts'
import {prepared, type World} from '../../world/world.ts'

interface HelmRelease {
  readonly kind: string
  readonly metadata: {readonly namespace: string}
  readonly spec: {readonly releaseName: string; readonly chart: {readonly spec: {readonly chart: string}}; readonly values: object}
}

/** The objects of the chart, as they are compared: without what the API server sets. */
async function chartObjects({kubectl}: World): Promise<unknown> {
  const kinds = 'deployments,serviceaccounts,networkpolicies,clusterroles,clusterrolebindings,roles,rolebindings'
  const list = await kubectl(`get ${kinds} --all-namespaces -l app.kubernetes.io/instance=${linuxRelease} -o json`)
  const {items} = JSON.parse(list) as {items: {kind: string; metadata: Record<string, unknown>; status?: unknown}[]}
  return items.map(({status: _, metadata: {name, namespace, labels}, ...object}) => ({...object, name, namespace, labels}))
}

/** Helm, and Flux with Helm inside, install what vkctl installed. */
export const exports: Scenarios = ground =>
  describeOn(ground, 'An export', () => {
    const world = useWorld({...ground, world: prepared})

    it('reproduces the connector with Helm, and as Flux applies it, without a difference and without a secret', async () => {
      const {vkctl, helm, kubectl, file, azure, adminKubeconfig} = world()
      const {clientId, secrets: [secret = ''] = []} = azure.principal('connector-sp')
      const values = file('given.yaml', 'logLevel: debug\nnetworkPolicy:\n  create: true\n')
      await vkctl(`install-connector --service-principal ${clientId} --client-secret - --set-values ${values}`, {input: secret})
      const installed = await chartObjects(world())
      const charts = file('charts', '').replace(/charts$/, 'exported')

      const asHelm = (await vkctl(`export --format helm --chart-dir ${charts}`)).stdout
      const asFlux = (await vkctl(`export --format flux --kubeconfig ${adminKubeconfig}`)).stdout
      expect(asHelm).toContain(`Secret virtual-kubelet/${linuxRelease}`)
      if (ground.sample) return

      const without = async (): Promise<void> => {
        await helm(`uninstall ${linuxRelease} --namespace virtual-kubelet`)
        await kubectl(`wait --for=delete deployment/${linuxRelease} --namespace virtual-kubelet --timeout=60s`)
      }
      const isWhole = async (): Promise<void> => {
        await kubectl(`rollout status deployment/${linuxRelease} --namespace virtual-kubelet --timeout=60s`)
        expect(await chartObjects(world())).toEqual(installed)
      }

      const [, command = ''] = /^# +helm (upgrade --install .*)$/m.exec(asHelm) ?? []
      const saved = file(`${linuxRelease}.yaml`, asHelm)
      await without()
      await helm(words(command).map(word => (word === `${linuxRelease}.yaml` ? saved : word)))
      await isWhole()

      const releases = (loadAll(asFlux) as readonly HelmRelease[]).filter(({kind}) => kind === 'HelmRelease')
      expect(releases).toHaveLength(1)
      await without()
      for (const {metadata, spec} of releases) {
        expect(spec.chart.spec.chart).toBe('./charts/aci-connector')
        const given = file('flux-values.json', JSON.stringify(spec.values))
        // What the helm-controller does with the chart and the values of a HelmRelease.
        await helm(`upgrade --install ${spec.releaseName} ${charts}/aci-connector --namespace ${metadata.namespace} --values ${given}`)
      }
      await isWhole()
      const {findings} = validation(await vkctl('validate'))
      expect(findings.filter(({verdict}) => verdict === 'problem' || verdict === 'unknown')).toEqual([])
      expect((await vkctl('install-connector --dry-run --detailed-exit-code')).stderr).toContain('Nothing would change.')

      expect((await vkctl('export --format helm --connector-name other', {exits: 3})).stderr).toContain(`Installed: ${linuxRelease}`)
    }, 240_000)
  })
