import {setTimeout as sleep} from 'node:timers/promises'
import type {WorldOptions} from '../../../sandbox/azure/initial-world.ts'
import {linuxNode, linuxRelease, windowsNode, windowsRelease} from '../../lifecycle/world/connector-result.ts'
import type {ClusterObject} from '../../lifecycle/world/snapshot.ts'
import type {VkctlRun} from '../../lifecycle/world/vkctl-process.ts'
import {openWorld, type Api, type World} from '../../lifecycle/world/world.ts'
import {openInProcess} from '../records/in-process.ts'

export const namespace = 'virtual-kubelet'
export const nodeGroup = 'MC_myResourceGroup_myAKSCluster_eastus'
export const ownGroup = 'aci-own'

/** How a healthy connector is installed. */
export type Variant = 'kubelet' | 'servicePrincipal' | 'userAssigned' | 'subnet' | 'ownGroup' | 'windows'

/** A cluster with a healthy connector that has every kind of object. */
export interface CauseSite {
  readonly world: World
  readonly release: string
  readonly nodeName: string
  /** Runs vkctl; rejects if it ends with another exit code than 0. */
  readonly install: (line: string) => Promise<void>
  readonly run: (line: string) => Promise<VkctlRun>
  /** Waits until this is so. It asks again and again; rejects after half a minute, or after `seconds`. */
  readonly until: (what: string, isSo: () => boolean | Promise<boolean>, seconds?: number) => Promise<void>
  readonly close: () => Promise<void>
}

const values = 'networkPolicy: {create: true}\npodDisruptionBudget: {create: true}\n'

export function subnetIdOf({azure}: Pick<World, 'azure'>): string {
  return `/subscriptions/${azure.subscriptionId}/resourceGroups/${nodeGroup}/providers/Microsoft.Network/virtualNetworks/aks-vnet/subnets/aci-subnet`
}

const worldOptions: WorldOptions = {
  registered: ['Microsoft.ContainerInstance'],
  delays: {roleAssignmentMs: 0},
  resourceGroups: [{name: ownGroup, location: 'eastus'}],
}

export async function openCauseSite(variant: Variant, api: Api): Promise<CauseSite> {
  // vkctl runs in this process, so nothing is built.
  const world = await openWorld({api, helm: '4.2.3', packageFolder: '', world: worldOptions})
  const run = openInProcess(world)
  const install = async (line: string): Promise<void> => {
    const {exitCode, stderr} = await run(line)
    if (exitCode !== 0) throw new Error(`vkctl ${line} ended with ${exitCode}: ${stderr}`)
  }
  try {
    const options = `--assign-role --yes --timeout 60s --set-values ${world.file('values.yaml', values)}`
    await install(['install-connector', options, ...optionsOf[variant](world)].join(' '))
  } catch (error) {
    await world.close()
    throw error
  }
  const isWindows = variant === 'windows'
  return {
    world,
    release: isWindows ? windowsRelease : linuxRelease,
    nodeName: isWindows ? windowsNode : linuxNode,
    install,
    run,
    async until(what, isSo, seconds = 30) {
      const deadline = Date.now() + seconds * 1000
      while (!(await isSo())) {
        if (Date.now() > deadline) throw new Error(`It did not take effect: ${what}`)
        await sleep(100)
      }
    },
    close: () => world.close(),
  }
}

const optionsOf: Readonly<Record<Variant, (world: World) => readonly string[]>> = {
  kubelet: () => [],
  servicePrincipal({azure, file}) {
    const {clientId, secrets: [secret = ''] = []} = azure.principal('connector-sp')
    return [`--service-principal ${clientId} --client-secret @${file('secret', secret)}`]
  },
  userAssigned({azure}) {
    azure.state.nodeIdentities.push(azure.principal('connector-identity').clientId)
    const group = `/subscriptions/${azure.subscriptionId}/resourceGroups/myResourceGroup`
    return [`--assign-identity ${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/connector-identity`]
  },
  subnet: world => [`--vnet-subnet-id ${subnetIdOf(world)}`],
  ownGroup: () => [`--aci-resource-group ${ownGroup}`],
  windows: () => ['--os-type Windows'],
}

/** An object as it is now; undefined if there is none. */
export async function readOrNone(world: Pick<World, 'get'>, path: string): Promise<ClusterObject | undefined> {
  try {
    return (await world.get(path)) as ClusterObject
  } catch (error) {
    if ((error as {readonly status?: number}).status === 404) return undefined
    throw error
  }
}
