import type {Flaw} from '../flaw.ts'
import {versionsOf} from './api-types.ts'

/**
 * The version of Kubernetes that removed an apiVersion of a kind.
 * Source: https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
const removedIn: Readonly<Record<string, string>> = {
  'extensions/v1beta1 DaemonSet': '1.16',
  'extensions/v1beta1 Deployment': '1.16',
  'extensions/v1beta1 ReplicaSet': '1.16',
  'extensions/v1beta1 NetworkPolicy': '1.16',
  'extensions/v1beta1 Ingress': '1.22',
  'apps/v1beta1 Deployment': '1.16',
  'apps/v1beta1 StatefulSet': '1.16',
  'apps/v1beta2 DaemonSet': '1.16',
  'apps/v1beta2 Deployment': '1.16',
  'apps/v1beta2 ReplicaSet': '1.16',
  'apps/v1beta2 StatefulSet': '1.16',
  'batch/v2alpha1 CronJob': '1.21',
  'batch/v1beta1 CronJob': '1.25',
  'autoscaling/v2beta1 HorizontalPodAutoscaler': '1.25',
  'autoscaling/v2beta2 HorizontalPodAutoscaler': '1.26',
  'networking.k8s.io/v1beta1 Ingress': '1.22',
  'networking.k8s.io/v1beta1 IngressClass': '1.22',
  'policy/v1beta1 PodDisruptionBudget': '1.25',
  'rbac.authorization.k8s.io/v1beta1 ClusterRole': '1.22',
  'rbac.authorization.k8s.io/v1beta1 ClusterRoleBinding': '1.22',
  'rbac.authorization.k8s.io/v1beta1 Role': '1.22',
  'rbac.authorization.k8s.io/v1beta1 RoleBinding': '1.22',
  'scheduling.k8s.io/v1beta1 PriorityClass': '1.22',
  'storage.k8s.io/v1beta1 StorageClass': '1.22',
}

/** The groups of Kubernetes itself; other groups have kinds with the same names, such as the Job of Volcano and the Service of Knative. */
const ownGroups: ReadonlySet<string> = new Set([
  '',
  'extensions',
  'apps',
  'autoscaling',
  'batch',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
])

/** The apiVersion in which Kubernetes has an object today; undefined if its kind or group is not of Kubernetes, or not one that vkctl knows. */
export function currentVersion(apiVersion: string, kind: string): string | undefined {
  if (!ownGroups.has(groupOf(apiVersion))) return undefined
  const versions = versionsOf(kind)
  return versions.includes(apiVersion) ? apiVersion : versions.at(-1)
}

/** What is wrong with the apiVersion of an object. */
export function versionFault(apiVersion: string, kind: string, line: number): Flaw | undefined {
  const current = currentVersion(apiVersion, kind)
  if (current === undefined || current === apiVersion) return undefined
  const key = `${apiVersion} ${kind}`
  const since = Object.hasOwn(removedIn, key) ? removedIn[key] : undefined
  const message =
    since === undefined ? `Kubernetes has no ${kind} in ${apiVersion}.` : `Kubernetes removed ${apiVersion} of ${kind} in version ${since}.`
  return {message, line, remedy: `Set apiVersion: ${current}`}
}

/** Whether a group belongs to Kubernetes, or to a project of Kubernetes that has no pods in its objects, such as the Gateway API. */
export function isOfKubernetes(apiVersion: string): boolean {
  const group = groupOf(apiVersion)
  return !group.includes('.') || group.endsWith('.k8s.io')
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : ''
}
