import type {Release} from '../../helm/releases.ts'
import {listObjects} from '../../kubernetes/read.ts'
import type {ClusterSession} from '../session/cluster-session.ts'

/**
 * The releases of these names in all namespaces, and perhaps others. Where the API server is asked without a kubectl, helm is only started when it keeps
 * a record of one of the names: each revision of Helm 3 and 4 is a Secret with these labels (https://helm.sh/docs/topics/advanced/#storage-backends).
 */
export async function releasesNamed({kubectl, helm}: ClusterSession, names: readonly string[]): Promise<readonly Release[]> {
  if (kubectl.api === undefined || helm.version.major === 2) return helm.releases({})
  const {objects, unread} = await listObjects(kubectl, {kinds: ['secrets'], labels: `owner=helm,name in (${names.join(',')})`})
  // What may not be read, helm tells of.
  return objects.length + unread.length === 0 ? [] : helm.releases({})
}
