import {readFile} from 'node:fs/promises'
import type {FieldType} from '../sandbox/kubernetes/schema/field-type.ts'
import {Schemas} from '../sandbox/kubernetes/schema/schemas.ts'

/** The kinds that manifests of applications have, by apiVersion. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  v1: [
    'ConfigMap',
    'LimitRange',
    'Namespace',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'Pod',
    'PodTemplate',
    'ReplicationController',
    'ResourceQuota',
    'Secret',
    'Service',
    'ServiceAccount',
  ],
  'apps/v1': ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'autoscaling/v1': ['HorizontalPodAutoscaler'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'batch/v1': ['CronJob', 'Job'],
  'networking.k8s.io/v1': ['Ingress', 'IngressClass', 'NetworkPolicy'],
  'policy/v1': ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io/v1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'scheduling.k8s.io/v1': ['PriorityClass'],
  'storage.k8s.io/v1': ['StorageClass'],
}

interface ApiTypes {
  /** The type of an object, by `APIVERSION KIND`. */
  readonly kinds: Readonly<Record<string, string>>
  /** The types of the fields of each type. A required field has a `!` at the end. */
  readonly types: Readonly<Record<string, Readonly<Record<string, string>>>>
}

const models = new URL('../node_modules/@kubernetes/client-node/dist/gen/models/', import.meta.url)

/**
 * The fields of the kinds above, for src/lib/checks/manifest/kubernetes/types.json. They come from the models of @kubernetes/client-node, which are
 * generated from the OpenAPI document of Kubernetes; the declarations of the models say which fields are required.
 */
export async function kubernetesTypes(): Promise<ApiTypes> {
  const schemas = new Schemas()
  const named: readonly (readonly [string, string])[] = Object.entries(kinds).flatMap(([apiVersion, names]) =>
    names.map(kind => [`${apiVersion} ${kind}`, `V${apiVersion.endsWith('v2') ? 2 : 1}${kind}`] as const),
  )
  const types = new Map<string, Readonly<Record<string, string>>>()
  const open = named.map(([, type]) => type)
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    const fields = schemas.find(type)
    if (fields === undefined || types.has(type)) continue
    const declaration = await readFile(new URL(`${type}.d.ts`, models), 'utf8')
    // The server fills in the status, so manifests need not be right about it.
    const given = [...fields].filter(([name]) => name !== 'status' || !named.some(([, other]) => other === type))
    types.set(
      type,
      Object.fromEntries(given.map(([name, field]) => [name, textOf(field) + (declaration.includes(`    '${name}': `) ? '!' : '')])),
    )
    open.push(...given.flatMap(([, field]) => modelIn(field) ?? []))
  }
  return {kinds: Object.fromEntries(named), types: Object.fromEntries([...types].toSorted(([a], [b]) => (a < b ? -1 : 1)))}
}

function textOf(field: FieldType): string {
  if (field.type === 'list') return `[]${textOf(field.of)}`
  if (field.type === 'map') return `{}${textOf(field.of)}`
  return field.type === 'struct' ? field.model : field.type
}

function modelIn(field: FieldType): string | undefined {
  if (field.type === 'list' || field.type === 'map') return modelIn(field.of)
  return field.type === 'struct' ? field.model : undefined
}
