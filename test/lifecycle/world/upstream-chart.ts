import {readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import type {World} from './world.ts'

/** The folder of azure-aci's chart, version 1.6.4. */
export const upstreamChart = fileURLToPath(new URL('../fixtures/virtual-kubelet-azure-aci', import.meta.url))

/** The folder of another version of it. */
export function upstreamChartOf({file}: World, version: string): string {
  const text = (name: string): string => readFileSync(`${upstreamChart}/${name}`, 'utf8')
  file(`chart-${version}/values.yaml`, text('values.yaml').replaceAll('1.6.4', version))
  file(`chart-${version}/templates/connector.yaml`, text('templates/connector.yaml'))
  return file(`chart-${version}/Chart.yaml`, text('Chart.yaml').replaceAll('1.6.4', version)).replace('/Chart.yaml', '')
}

/** Waits until a node is registered and Ready. */
export async function untilNodeReady({kubectl}: World, node: string): Promise<void> {
  await kubectl(`wait --for=create node/${node} --timeout=60s`)
  await kubectl(`wait --for=condition=Ready node/${node} --timeout=60s`)
}
