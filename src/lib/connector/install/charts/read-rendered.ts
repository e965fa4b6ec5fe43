import {UserError} from '../../../errors.ts'
import type {KubeObject} from '../../../kubernetes/objects.ts'
import {renderedObjects} from '../../drift/rendered.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'
import type {Wanted} from '../wanted.ts'

/**
 * The objects that Helm applies for a connector, as its chart renders them with its values. Rejects with UserError when the chart has an object of a kind
 * that vkctl does not know: it could not remove such a release again.
 */
export async function readRendered(
  {helm, cluster: {kubernetesVersion}}: Pick<ClusterSession, 'helm' | 'cluster'>,
  {record: {release, namespace}, chart, values}: Pick<Wanted, 'record' | 'chart' | 'values'>,
): Promise<readonly KubeObject[]> {
  const text = await helm.template({release, namespace, chart: chart.path, values, kubernetesVersion})
  const {objects, unknownKinds} = await renderedObjects(text, {release, namespace}, helm.version.major)
  const [unknown] = unknownKinds
  if (unknown === undefined) return objects
  throw new UserError(
    `The chart ${chart.name} contains ${unknown.kind} ${unknown.metadata.name}, a kind that no chart of a connector has. vkctl could not remove it again.`,
  )
}
