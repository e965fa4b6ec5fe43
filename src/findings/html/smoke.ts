import type {SmokeNode, SmokePhase} from '../../lib/checks/facts/smoke.ts'
import {counted} from '../../lib/output/counted.ts'
import {markup, nothing, type Markup} from './markup.ts'
import {records, shortTable} from './records.ts'
import {shortly, smokeCharts} from './smoke-chart.ts'

/** When each phase ends (docs/smoke-tests.md). */
const ends: Readonly<Record<SmokePhase, string>> = {
  scheduled: 'the pod is assigned to the node',
  created: 'Azure shows the container group',
  running: 'the container runs',
  log: 'kubectl logs returns a line',
  deleted: 'the Pod object is gone',
  gone: 'the container group is gone',
}

/** The smoke test of one node. */
export function smokeSection(node: SmokeNode): Markup {
  const {nodeName, osType, pods, failed, publicIp, left} = node
  const passed = pods - failed.length
  return markup`<section class="card">
<h3><bdi>${nodeName}</bdi></h3>
<p>${passed} of ${counted(pods, 'sample pod')} passed all phases on this ${osType} node.</p>
${smokeCharts(node)}${shortTable('Times of the phases', columns, node.phases)}${
    failed.length === 0 ? nothing : records('Pods that failed', failedColumns, failed)
  }${publicIp === null ? nothing : markup`<p>A sample pod had the public IP address <code>${publicIp}</code>. Ports of pods on this node are open to the internet.</p>\n`}${
    left.length === 0 ? nothing : markup`<p>Not deleted:</p>\n<ul>${left.map(one => markup`<li><bdi>${one}</bdi></li>`)}</ul>\n`
  }</section>
`
}

const columns = [
  {
    title: 'Phase',
    cell: ({phase}: SmokeNode['phases'][number]) =>
      markup`<svg class="swatch" aria-hidden="true" width="12" height="12"><g class="phase ${phase}"><rect width="100%" height="100%"/></g></svg> ${phase}`,
  },
  {title: 'Ends when', cell: ({phase}: SmokeNode['phases'][number]) => ends[phase]},
  {title: 'Median', cell: ({p50Ms}: SmokeNode['phases'][number]) => shortly(p50Ms)},
  {title: 'Longest', cell: ({maxMs}: SmokeNode['phases'][number]) => shortly(maxMs)},
]

const failedColumns = [
  {title: 'Failed pod', cell: ({pod}: SmokeNode['failed'][number]) => pod},
  {title: 'Phase', isShort: true, cell: ({phase}: SmokeNode['failed'][number]) => phase},
  {title: 'Reason', cell: ({reason}: SmokeNode['failed'][number]) => reason},
]
