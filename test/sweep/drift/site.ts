import {isDeepStrictEqual} from 'node:util'
import {linuxNode, linuxRelease} from '../../lifecycle/world/connector-result.ts'
import {refOf, type ClusterObject} from '../../lifecycle/world/snapshot.ts'
import type {VkctlRun} from '../../lifecycle/world/vkctl-process.ts'
import {openWorld, type World, type WorldChoice} from '../../lifecycle/world/world.ts'
import {openInProcess} from '../records/in-process.ts'
import {contentOf, pointsOf, type DriftPoint} from './points.ts'

const namespace = 'virtual-kubelet'
const values = 'networkPolicy: {create: true}\npodDisruptionBudget: {create: true}\n'

/** An object of the connector, and where it is in the REST API. */
export interface Part {
  readonly name: string
  readonly path: string
  readonly object: ClusterObject
}

/** A cluster with a connector that has every kind of object. */
export interface DriftSite {
  readonly world: World
  readonly parts: readonly Part[]
  readonly points: readonly (DriftPoint & {readonly part: Part})[]
  /** Runs vkctl. */
  readonly run: (line: string) => Promise<VkctlRun>
  /** An object as it is now; undefined if it is gone. */
  readonly read: (part: Part) => Promise<ClusterObject | undefined>
  readonly close: () => Promise<void>
}

export const install = 'install-connector --assign-role --yes --timeout 60s'

export async function openDriftSite(choice: Omit<WorldChoice, 'world'>): Promise<DriftSite> {
  const world = await openWorld({...choice, world: {registered: ['Microsoft.ContainerInstance'], delays: {roleAssignmentMs: 0}}})
  try {
    await world.vkctl([...install.split(' '), '--set-values', world.file('values.yaml', values)])
    const parts = await readParts(world)
    return {
      world,
      parts,
      points: parts.flatMap(part => pointsOf(part.object, part.name).map(point => ({...point, part}))),
      run: openInProcess(world),
      read: ({path}) => readObject(world, path),
      close: () => world.close(),
    }
  } catch (error) {
    await world.close()
    throw error
  }
}

async function readParts(world: World): Promise<readonly Part[]> {
  const role = `aci-connector:virtual-kubelet:${linuxRelease}`
  const rbac = '/apis/rbac.authorization.k8s.io/v1'
  const inNamespace = (root: string, plural: string, name = linuxRelease): string => `${root}/namespaces/${namespace}/${plural}/${name}`
  const paths = [
    inNamespace('/apis/apps/v1', 'deployments'),
    inNamespace('/api/v1', 'serviceaccounts'),
    inNamespace('/api/v1', 'secrets'),
    inNamespace('/api/v1', 'secrets', `${linuxRelease}-record`),
    inNamespace('/apis/networking.k8s.io/v1', 'networkpolicies'),
    inNamespace('/apis/policy/v1', 'poddisruptionbudgets'),
    `${rbac}/clusterroles/${role}`,
    `${rbac}/clusterrolebindings/${role}`,
    `${rbac}/namespaces/kube-node-lease/roles/${role}`,
    `${rbac}/namespaces/kube-node-lease/rolebindings/${role}`,
    `/api/v1/nodes/${linuxNode}`,
    `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${linuxNode}`,
  ]
  return Promise.all(
    paths.map(async path => {
      const object = await readObject(world, path)
      if (object === undefined) throw new Error(`There is no ${path}.`)
      return {name: refOf(object), path, object}
    }),
  )
}

async function readObject(world: World, path: string): Promise<ClusterObject | undefined> {
  try {
    return (await world.get(path)) as ClusterObject
  } catch (error) {
    if ((error as {readonly status?: number}).status === 404) return undefined
    throw error
  }
}

/** Whether two states of an object are the same, but for what the API server, controllers and the connector write. */
export function isSame(one: ClusterObject | undefined, other: ClusterObject | undefined): boolean {
  return isDeepStrictEqual(comparable(one), comparable(other))
}

function comparable(object: ClusterObject | undefined): unknown {
  if (object === undefined) return undefined
  const content = contentOf(object)
  const {annotations = {}, ...metadata} = content.metadata
  const kept = Object.entries(annotations).filter(
    ([key]) => key !== 'deployment.kubernetes.io/revision' && !key.startsWith('virtual-kubelet.io/'),
  )
  const whole = {...content, metadata: {...metadata, annotations: Object.fromEntries(kept)}}
  return JSON.parse(JSON.stringify(object.kind === 'Lease' ? {...whole, spec: undefined} : whole)) as unknown
}
