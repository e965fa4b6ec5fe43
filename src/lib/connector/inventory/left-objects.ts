import type {ReleaseRef} from '../../helm/dialect.ts'
import type {KubeObject} from '../../kubernetes/objects.ts'
import {chartName, instanceLabel, managedBy, managedByLabel} from '../model/labels.ts'
import {isRecordObject} from '../model/record/record.ts'

/** Namespace of the leases of nodes. The chart has a Role and a RoleBinding in it. */
const leaseNamespace = 'kube-node-lease'

/**
 * The release of vkctl's chart to which an object belongs: by Helm's annotations, or by vkctl's labels in the namespace of the release.
 * Undefined for objects of others. Somebody who may write only in another namespace cannot create an object that belongs to a release.
 */
export function releaseOfObject(object: KubeObject): ReleaseRef | undefined {
  const {namespace: own, labels = {}, annotations = {}} = object.metadata
  if (labels['app.kubernetes.io/name'] !== chartName || isRecordObject(object)) return undefined
  if (labels[managedByLabel] === managedBy) {
    const release = labels[instanceLabel]
    return release === undefined || own === undefined ? undefined : {release, namespace: own}
  }
  const [release, namespace] = [annotations['meta.helm.sh/release-name'], annotations['meta.helm.sh/release-namespace']]
  if (release === undefined || namespace === undefined) return undefined
  return [namespace, leaseNamespace, undefined].includes(own) ? {release, namespace} : undefined
}
