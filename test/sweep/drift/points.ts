import type {ClusterObject} from '../../lifecycle/world/snapshot.ts'

export type Json = null | boolean | number | string | readonly Json[] | {readonly [field: string]: Json}

/** One thing that somebody does to an object: candidates for what the object is then, of which the first counts that the API server accepts. */
export interface DriftPoint {
  readonly name: string
  /** As vkctl writes it. */
  readonly path: string
  /** Undefined: the object is deleted. */
  readonly candidates: readonly ClusterObject[] | undefined
}

/** What only the API server writes. */
const serverFields = new Set(['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'managedFields', 'selfLink'])

/** An object without what only the API server writes, and without its status. */
export function contentOf({status: _, metadata, ...object}: ClusterObject & {readonly status?: unknown}): ClusterObject {
  const kept = Object.entries(metadata).filter(([field]) => !serverFields.has(field))
  return {...object, metadata: Object.fromEntries(kept) as ClusterObject['metadata']}
}

/** Each field of an object changed, each removed, and to each map and list something added; the object deleted; and what else its kind can have. */
export function pointsOf(object: ClusterObject, name: string): readonly DriftPoint[] {
  const content = contentOf(object)
  const fixed = new Set(['apiVersion', 'kind', 'metadata.name', 'metadata.namespace', 'metadata'])
  const walked = walk(content as unknown as Json, '')
    .filter(({path}) => !fixed.has(path))
    .map(({what, path, results}) => ({name: `${name}: ${what} ${path}`, path, candidates: results as unknown as readonly ClusterObject[]}))
  const further = (additions[object.kind] ?? []).map(([path, addition]) => ({
    name: `${name}: added ${path}`,
    path,
    candidates: [merged(content as unknown as Json, addition) as unknown as ClusterObject],
  }))
  return [...walked, ...further, {name: `${name}: deleted`, path: '', candidates: undefined}]
}

interface Change {
  readonly what: 'changed' | 'removed' | 'added to'
  readonly path: string
  /** The whole value with the change. */
  readonly results: readonly Json[]
}

function walk(value: Json, path: string): readonly Change[] {
  if (Array.isArray(value)) return walkList(value as readonly Json[], path)
  if (typeof value === 'object' && value !== null) return walkFields(value as {readonly [field: string]: Json}, path)
  return [{what: 'changed', path, results: othersThan(value)}]
}

function walkFields(fields: {readonly [field: string]: Json}, path: string): readonly Change[] {
  const isTextMap = /(^|[.\]])(labels|annotations|data|matchLabels|nodeSelector)$/.test(path)
  return [
    ...Object.entries(fields).flatMap(([field, inner]) => {
      const at = pathTo(path, field)
      const without = Object.fromEntries(Object.entries(fields).filter(([other]) => other !== field))
      const inside = walk(inner, at).map(change => ({...change, results: change.results.map(result => ({...fields, [field]: result}))}))
      return [...inside, {what: 'removed', path: at, results: [without]} as const]
    }),
    ...(isTextMap ? [{what: 'added to', path, results: [{...fields, added: path === 'data' ? 'YWRkZWQ=' : 'added'}]} as const] : []),
    ...(path === 'metadata' && fields['annotations'] === undefined
      ? [{what: 'added to', path: 'metadata.annotations', results: [{...fields, annotations: {added: 'added'}}]} as const]
      : []),
  ]
}

function walkList(items: readonly Json[], path: string): readonly Change[] {
  const [first] = items
  return [
    ...items.flatMap((item, index) => {
      const name = (item as {readonly name?: Json} | null)?.name
      const at = `${path}[${typeof name === 'string' ? name : index}]`
      const inside = walk(item, at).map(change => ({...change, results: change.results.map(result => items.toSpliced(index, 1, result))}))
      return [...inside, {what: 'removed', path: at, results: [items.toSpliced(index, 1)]} as const]
    }),
    ...(first === undefined ? [] : [{what: 'added to', path, results: another(first).map(item => [...items, item])} as const]),
  ]
}

/** Another item of the same shape. */
function another(item: Json): readonly Json[] {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return othersThan(item)
  const fields = item as {readonly [field: string]: Json}
  const changed = Object.entries(fields).flatMap(([field, inner]) => othersThan(inner).map(other => ({...fields, [field]: other})))
  const unique = {
    ...fields,
    ...(typeof fields['name'] === 'string' && {name: 'added'}),
    ...(typeof fields['mountPath'] === 'string' && {mountPath: '/added'}),
    ...(typeof fields['containerPort'] === 'number' && {containerPort: 12_345}),
    ...(typeof fields['key'] === 'string' && {key: 'added', path: 'added'}),
  }
  return [unique, ...changed]
}

/** Values that many fields accept. */
const enumerations = [
  'Always',
  'Never',
  'Default',
  'Exists',
  'DoesNotExist',
  'In',
  'UDP',
  'FallbackToLogsOnError',
  'RollingUpdate',
  'Unconfined',
  'Egress',
  'NoExecute',
  'None',
]

function othersThan(value: Json): readonly Json[] {
  if (typeof value === 'boolean') return [!value]
  if (typeof value === 'number') return [value + 1, value - 1, 0]
  if (typeof value !== 'string') return []
  // Base64 of a Secret, then text that stays legal in most places.
  return [`${value}x`, Buffer.from(`${value}x`).toString('base64'), `x${value}`, '101m', '1', ...enumerations.filter(one => one !== value)]
}

/** What kinds can have beside what the chart gives them. */
const additions: Readonly<Record<string, readonly (readonly [string, Json])[]>> = {
  Deployment: [
    ['spec.paused', {spec: {paused: true}}],
    ['spec.minReadySeconds', {spec: {minReadySeconds: 1}}],
    ['spec.replicas', {spec: {replicas: 0}}],
    ['spec.template.spec.hostAliases', {spec: {template: {spec: {hostAliases: [{ip: '10.0.0.1', hostnames: ['x']}]}}}}],
    ['spec.template.spec.nodeSelector', {spec: {template: {spec: {nodeSelector: {'kubernetes.io/os': 'linux'}}}}}],
    [
      'spec.template.spec.initContainers',
      {spec: {template: {spec: {initContainers: [{name: 'added', image: 'mcr.microsoft.com/pause:1'}]}}}},
    ],
    ['metadata.finalizers', {metadata: {finalizers: ['example.com/added']}}],
    ['metadata.ownerReferences', {metadata: {ownerReferences: [{apiVersion: 'v1', kind: 'Node', name: 'n', uid: 'u'}]}}],
    [
      'spec.template.metadata.annotations["kubectl.kubernetes.io/restartedAt"]',
      {spec: {template: {metadata: {annotations: {'kubectl.kubernetes.io/restartedAt': '2026-11-29T12:00:00Z'}}}}},
    ],
  ],
  ServiceAccount: [
    ['imagePullSecrets', {imagePullSecrets: [{name: 'added'}]}],
    ['secrets', {secrets: [{name: 'added'}]}],
  ],
  Secret: [['immutable', {immutable: true}]],
  ClusterRole: [['aggregationRule', {aggregationRule: {clusterRoleSelectors: [{matchLabels: {x: 'y'}}]}}]],
  NetworkPolicy: [['spec.egress', {spec: {egress: [{}], policyTypes: ['Ingress', 'Egress']}}]],
  Node: [['spec.unschedulable', {spec: {unschedulable: true}}]],
}

function merged(value: Json | undefined, addition: Json): Json {
  const isMap = (one: Json | undefined): one is {readonly [field: string]: Json} =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
  if (!isMap(addition)) return addition
  const fields = isMap(value) ? value : {}
  return {...fields, ...Object.fromEntries(Object.entries(addition).map(([field, inner]) => [field, merged(fields[field], inner)]))}
}

function pathTo(path: string, field: string): string {
  if (!/^[\w-]+$/.test(field)) return `${path}[${JSON.stringify(field)}]`
  return path === '' ? field : `${path}.${field}`
}
