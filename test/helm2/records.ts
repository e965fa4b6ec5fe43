import type {Cluster} from './cluster.ts'

/** A revision of a release as Tiller keeps it: a ConfigMap in kube-system. What stands in its key `release` is JSON here, a protobuf there. */
export interface Record2 {
  readonly name: string
  readonly namespace: string
  readonly revision: number
  status: string
  readonly chart: string
  readonly appVersion: string
  readonly values: object
  readonly manifest: string
  readonly updated: string
}

const home = ['--namespace', 'kube-system']

/** Oldest first, by name. */
export function readRecords(cluster: Cluster, name?: string): Record2[] {
  const selector = `OWNER=TILLER${name === undefined ? '' : `,NAME=${name}`}`
  const found = cluster.get('configmaps', '--selector', selector, ...home) as
    {readonly items: readonly {readonly data: {readonly release: string}}[]} | undefined
  const records = (found?.items ?? []).map(({data}) => JSON.parse(data.release) as Record2)
  return records.toSorted((a, b) => (a.name === b.name ? a.revision - b.revision : a.name < b.name ? -1 : 1))
}

export function writeRecord(cluster: Cluster, record: Record2): void {
  const {name, status, revision} = record
  const labels = {OWNER: 'TILLER', NAME: name, STATUS: status, VERSION: String(revision), CREATED_AT: String(Math.floor(Date.now() / 1000))}
  cluster.apply(
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {name: `${name}.v${revision}`, labels},
      data: {release: JSON.stringify(record)},
    }),
    'kube-system',
  )
}

export function deleteRecords(cluster: Cluster, name: string): void {
  cluster.kubectl(['delete', 'configmaps', '--selector', `OWNER=TILLER,NAME=${name}`, ...home])
}
