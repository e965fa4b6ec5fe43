import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Azure} from '../sandbox/azure/azure.ts'
import {measurePeak} from './peak.ts'
import type {Row} from './report.ts'

const commands = [
  ['--version'],
  ['install-connector', '--connector-name', 'memory', '--os-type', 'Both', '-o', 'none'],
  ['install-connector', '--connector-name', 'memory', '--os-type', 'Both', '-o', 'none'],
  ['validate', '--connector-name', 'memory', '-o', 'none'],
  ['list', '-o', 'table'],
  ['remove-connector', '--connector-name', 'memory', '--yes', '-o', 'none'],
  ['orphans', '-o', 'json'],
] as const

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
