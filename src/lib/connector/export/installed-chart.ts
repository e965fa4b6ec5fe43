import {isDeepStrictEqual} from 'node:util'
import {UserError} from '../../errors.ts'
import type {Values} from '../../helm/helm.ts'
import {ownChartFolder} from '../../helm/supported-charts.ts'
import {objectsInManifest} from '../../kubernetes/manifest.ts'
import {withOwnFolder} from '../../own-files.ts'
import type {ReadingSession} from '../session/reading.ts'

/** Rejects with UserError unless the chart that comes with this vkctl renders for a release what Helm installed for it. */
export async function refuseOtherChart(
  {helm, cluster}: Pick<ReadingSession, 'helm' | 'cluster'>,
  root: string,
  {release, namespace, values}: {readonly release: string; readonly namespace: string; readonly values: Values},
): Promise<void> {
  const ref = {release, namespace}
  const [installed, rendered] = await Promise.all([
    helm.manifest(ref),
    withOwnFolder(root, ownChartFolder, chart => helm.template({...ref, chart, values, kubernetesVersion: cluster?.kubernetesVersion})),
  ])
  if (isDeepStrictEqual(byName(await objectsInManifest(installed)), byName(await objectsInManifest(rendered)))) return
  throw new UserError(`Another version of vkctl installed ${release}, and its chart makes other objects than the chart of this version.`, {
    hints: ['Upgrade it with vkctl upgrade-connector first, or pass --chart-url to say where its chart is.'],
  })
}

function byName(objects: Awaited<ReturnType<typeof objectsInManifest>>): ReadonlyMap<string, unknown> {
  return new Map(objects.map(object => [`${object.kind} ${object.metadata.namespace} ${object.metadata.name}`, object]))
}
