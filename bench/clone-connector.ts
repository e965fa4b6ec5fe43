import {gunzipSync, gzipSync} from 'node:zlib'
import type {ClusterClient} from '../sandbox/client/cluster-client.ts'

interface Listed {
  readonly metadata: {readonly name: string; readonly namespace?: string; readonly labels?: Readonly<Record<string, string>>}
  readonly spec?: Readonly<Record<string, unknown>>
  readonly data?: Readonly<Record<string, string>>
}

/** Where the objects of a connector are. */
const lists = [
  '/api/v1/namespaces/virtual-kubelet/secrets',
  '/api/v1/namespaces/virtual-kubelet/serviceaccounts',
  '/apis/apps/v1/namespaces/virtual-kubelet/deployments',
  '/apis/networking.k8s.io/v1/namespaces/virtual-kubelet/networkpolicies',
  '/apis/rbac.authorization.k8s.io/v1/clusterroles',
  '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
  '/apis/rbac.authorization.k8s.io/v1/namespaces/kube-node-lease/roles',
  '/apis/rbac.authorization.k8s.io/v1/namespaces/kube-node-lease/rolebindings',
  '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases',
  '/api/v1/nodes',
]

/** Reads every object of a connector, and returns what creates them again under another name, without pods. `name` must occur in nothing else. */
export async function connectorCloner(client: ClusterClient, name: string): Promise<(other: string) => Promise<void>> {
  const objects = await Promise.all(
    lists.map(async path => {
      const {items} = await client.get<{readonly items: readonly Listed[]}>(path)
      return items.filter(item => item.metadata.name.includes(name)).map(item => ({path, object: creatable(item)}))
    }),
  )
  return async other => {
    const renamed = (text: string): string => text.replaceAll(name, other)
    for (const {path, object} of objects.flat()) {
      const {data, ...rest} = object
      const copy = JSON.parse(renamed(JSON.stringify(rest))) as Listed
      const contents = data && Object.fromEntries(Object.entries(data).map(([key, value]) => [key, inside(key, value, renamed)]))
      await client.create(path, {...copy, ...(contents && {data: contents})})
    }
  }
}

function creatable({metadata, spec, ...object}: Listed): Listed {
  const {name, namespace, labels, annotations} = metadata as Listed['metadata'] & {readonly annotations?: unknown}
  return {
    ...Object.fromEntries(Object.entries(object).filter(([key]) => key !== 'status')),
    metadata: {name, ...(namespace !== undefined && {namespace}), ...(labels && {labels}), ...(annotations !== undefined && {annotations})},
    ...(spec && {spec: 'replicas' in spec ? {...spec, replicas: 0} : spec}),
  }
}

/** Changes a value of a Secret; `release` is a revision of Helm. */
function inside(key: string, value: string, renamed: (text: string) => string): string {
  const text = Buffer.from(value, 'base64').toString('latin1')
  if (key !== 'release') return Buffer.from(renamed(text), 'latin1').toString('base64')
  const release = renamed(gunzipSync(Buffer.from(text, 'base64')).toString())
  return Buffer.from(gzipSync(release).toString('base64')).toString('base64')
}
