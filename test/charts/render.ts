import {spawnSync} from 'node:child_process'
import {fileURLToPath} from 'node:url'
import {CORE_SCHEMA, loadAll} from 'js-yaml'
import {tools} from '../tools.ts'

export const chart = fileURLToPath(new URL('../../charts/aci-connector', import.meta.url))
export const helmVersions = ['3.8.1', '3.18.0', '4.1.4', '4.2.3'] as const
export type HelmVersion = (typeof helmVersions)[number]

export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {readonly name: string; readonly namespace?: string; readonly labels: Record<string, string>; readonly annotations?: Record<string, string>}
  // oxlint-disable-next-line typescript/no-explicit-any -- The tests look deep into objects of many kinds.
  readonly [key: string]: any
}

/** The least that the chart wants. */
export const values = {
  nodeName: 'virtual-kubelet-virtual-kubelet-linux-eastus',
  osType: 'Linux',
  location: 'eastus',
  aciResourceGroup: 'MC_group_cluster_eastus',
  secretName: 'credentials',
}

export const vnet = {name: 'net', resourceGroup: 'net-group', subnetName: 'aci', kubeDnsIp: '10.0.0.10', masterUri: 'https://cluster.example:443'}

export interface RenderOptions {
  readonly helm?: HelmVersion
  readonly release?: string
  readonly namespace?: string
}

export function runHelm(version: HelmVersion, args: readonly string[], input: unknown): {exitCode: number | null; stdout: string; stderr: string} {
  const {status, stdout, stderr} = spawnSync(tools[version].helm, args, {input: JSON.stringify(input), encoding: 'utf8'})
  return {exitCode: status, stdout, stderr}
}

/** What real helm makes of the chart; throws with helm's words when it refuses. */
export function render(given: object = {}, {helm = '4.2.3', release = 'one', namespace = 'ns'}: RenderOptions = {}): Manifest[] {
  const {exitCode, stdout, stderr} = runHelm(helm, ['template', release, chart, '--namespace', namespace, '-f', '-'], {...values, ...given})
  if (exitCode !== 0) throw new Error(stderr)
  return (loadAll(stdout, {schema: CORE_SCHEMA}) as (Manifest | null)[]).filter(document => document !== null)
}

export function find(manifests: readonly Manifest[], kind: string, name?: string): Manifest {
  const found = manifests.filter(manifest => manifest.kind === kind && (name === undefined || manifest.metadata.name === name))
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} of ${kind} ${name ?? ''} in ${manifests.map(manifest => manifest.kind).join(', ')}`)
  return found[0]
}

export function podSpec(manifests: readonly Manifest[]): Manifest['spec'] {
  return find(manifests, 'Deployment')['spec'].template.spec
}

/** The container's variables that have a plain value. */
export function environment(manifests: readonly Manifest[]): Record<string, unknown> {
  const entries: {name: string; value?: unknown}[] = podSpec(manifests).containers[0].env
  return Object.fromEntries(entries.filter(entry => 'value' in entry).map(({name, value}) => [name, value]))
}
