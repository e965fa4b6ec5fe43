import type {KubeObject} from '../../kubernetes/objects.ts'

/** Labels of every object that vkctl itself applies; the chart's objects carry the same name and instance, with Helm as their manager. */
export function connectorLabels(release: string, component: 'record' | 'credentials' | 'lock'): Readonly<Record<string, string>> {
  return {
    'app.kubernetes.io/name': chartName,
    'app.kubernetes.io/instance': release,
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/managed-by': managedBy,
  }
}

export const chartName = 'aci-connector'
export const managedBy = 'vkctl'
export const instanceLabel = 'app.kubernetes.io/instance'
export const managedByLabel = 'app.kubernetes.io/managed-by'

/** Label selector for the objects of these releases, whether Helm or vkctl applied them. */
export function instanceSelector(releases: readonly string[]): string {
  return `${instanceLabel} in (${releases.join(',')})`
}

/** Whether vkctl created this object for the connector, by its labels. */
export function isOwnObject({metadata: {labels = {}}}: KubeObject, release: string): boolean {
  return labels[managedByLabel] === managedBy && labels[instanceLabel] === release
}
