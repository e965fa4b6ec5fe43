import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Azure} from '../sandbox/azure/azure.ts'
import {measurePeak} from './peak.ts'
import {times, type Row} from './report.ts'

const commands = [
  ['--version'],
  ['install-connector', '--connector-name', 'memory', '--os-type', 'Both', '-o', 'none'],
  ['install-connector', '--connector-name', 'memory', '--os-type', 'Both', '-o', 'none'],
  ['validate', '--connector-name', 'memory', '-o', 'none'],
  ['list', '-o', 'table'],
  ['remove-connector', '--connector-name', 'memory', '--yes', '-o', 'none'],
  ['orphans', '-o', 'json'],
] as const

/** Few and many pods in one file. */
const podCounts = [400, 4000] as const

/** How the memory of `validate -f` grows with the pods in a file. It prints nothing: the JSON of 4,000 pods alone has 85 MB. */
export async function measureManifests(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  try {
    const peaks: number[] = []
    for (const count of podCounts) {
      const file = join(folder, `${count}.yaml`)
      await writeFile(file, Array.from({length: count}, (_, index) => podText(index)).join('---\n'))
      const {megabytes} = await measurePeak(folder, ['validate', '-f', file, '-o', 'none', '--only-show-errors'], {})
      peaks.push(megabytes)
    }
    const [few = 0, many = 0] = peaks
    return [
      {what: `vkctl validate -f, ${podCounts[1]} pods`, value: `${Math.round(many)} MB`, goal: '150 MB'},
      {what: `  / ${podCounts[0]} pods`, value: times(many / few), goal: ''},
    ]
  } finally {
    await rm(folder, {recursive: true})
  }
}

/** The manifest of a pod that can run on virtual nodes. */
function podText(index: number): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: pod-${index}
  labels: {app: app-${index}}
spec:
  containers:
    - name: main
      image: mcr.microsoft.com/azuredocs/aci-helloworld:v1
      env: [{name: FIRST, value: value-${index}}, {name: SECOND, value: value}]
      resources: {requests: {cpu: 500m, memory: 500M}, limits: {cpu: 500m, memory: 500M}}
  nodeSelector: {type: virtual-kubelet, kubernetes.io/os: linux}
  tolerations: [{key: virtual-kubelet.io/provider, operator: Exists, effect: NoSchedule}]
`
}

/** The most memory that each command had at any moment, without helm and kubectl. */
export async function measureMemory(env: Readonly<Record<string, string>>, {state}: Pick<Azure, 'state'>): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  try {
    const rows: Row[] = []
    for (const args of commands) {
      if (args[0] === 'orphans') addContainerGroups(state, manyGroups)
      const {megabytes} = await measurePeak(folder, args, {env})
      rows.push({
        what: `vkctl ${args[0]}${args[0] === 'orphans' ? `, ${manyGroups} container groups` : ''}`,
        value: `${Math.round(megabytes)} MB`,
        goal: '150 MB',
      })
    }
    return rows
  } finally {
    await rm(folder, {recursive: true})
  }
}

const manyGroups = 3000

/** Container groups of pods with twenty environment variables. */
function addContainerGroups(state: Azure['state'], count: number): void {
  const resourceGroup = state.clusters[0]?.nodeResourceGroup ?? ''
  const inGroup = `/subscriptions/${state.subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerInstance`
  const environmentVariables = Array.from({length: 20}, (_, index) => ({name: `VARIABLE_${index}`, value: 'x'.repeat(30)}))
  const containers = [{name: 'main', properties: {image: 'i', environmentVariables, resources: {requests: {cpu: 1, memoryInGB: 1}}}}]
  for (let index = 0; index < count; index++) {
    const name = `default-pod-${index}`
    const id = `${inGroup}/containerGroups/${name}`
    const tags = {NodeName: 'virtual-kubelet-memory', Namespace: 'default', PodName: `pod-${index}`, UID: `uid-${index}`}
    const body = {location: 'eastus', tags, properties: {osType: 'Linux', containers}}
    state.containerGroups.set(id.toLowerCase(), {id, name, resourceGroup, createdAt: 0, ip: '20.0.0.1', body})
  }
}
