import {describe, expect, it} from '@jest/globals'
import {fieldsOf} from '../../../../src/lib/checks/manifest/kubernetes/api-types.ts'
import {fieldRows, type FieldRow} from '../../../../src/lib/checks/manifest/pod-fields/table.ts'
import {madeGroup, stored, viewOf} from './made-group.ts'

// The table of docs/pod-fields.md against the sandbox's provider: a pod with each field, and one without it, and what becomes of both.

type Json = Readonly<Record<string, unknown>>

const objects = viewOf([
  stored({kind: 'Secret', metadata: {name: 'plain'}, data: {key: 'dmFsdWU=', other: 'bw=='}}, 'V1Secret'),
  stored(
    {kind: 'Secret', metadata: {name: 'storage'}, data: {azurestorageaccountname: 'YQ==', azurestorageaccountkey: 'a2V5'}},
    'V1Secret',
  ),
  stored({kind: 'ConfigMap', metadata: {name: 'plain'}, data: {key: 'value', other: 'o'}}, 'V1ConfigMap'),
  stored(
    {
      kind: 'Secret',
      metadata: {name: 'token', annotations: {'kubernetes.io/service-account.name': 'robot'}},
      type: 'kubernetes.io/service-account-token',
      data: {token: 'dA=='},
    },
    'V1Secret',
  ),
  stored(
    {
      kind: 'Secret',
      metadata: {name: 'pull'},
      type: 'kubernetes.io/dockerconfigjson',
      data: {'.dockerconfigjson': btoa(JSON.stringify({auths: {'r.azurecr.io': {username: 'u', password: 'p'}}}))},
    },
    'V1Secret',
  ),
  stored({kind: 'Service', metadata: {name: 'db'}, spec: {clusterIP: '10.0.0.7', ports: [{port: 5432}]}}, 'V1Service'),
])

/** What has to stand beside a field, by the path of the struct around it. */
const around: Readonly<Record<string, Json>> = {
  '': {containers: [{name: 'main', image: 'image'}], nodeName: 'node', serviceAccountName: 'robot'},
  containers: {name: 'main', image: 'image'},
  initContainers: {name: 'init', image: 'image'},
  ephemeralContainers: {name: 'debug', image: 'image'},
  volumes: {name: 'volume'},
  'volumes.azureFile': {secretName: 'storage', shareName: 'share'},
  'volumes.csi': {driver: 'file.csi.azure.com', volumeAttributes: {shareName: 'share', secretName: 'storage'}},
  'volumes.secret': {secretName: 'plain'},
  'volumes.configMap': {name: 'plain'},
  'volumes.gitRepo': {repository: 'https://example.com/r.git'},
  'volumes.projected.sources.secret': {name: 'plain', items: [{key: 'key', path: 'key'}]},
  'volumes.projected.sources.secret.items': {key: 'key', path: 'key'},
  'volumes.projected.sources.configMap': {name: 'plain', items: [{key: 'key', path: 'key'}]},
  'volumes.projected.sources.configMap.items': {key: 'key', path: 'key'},
  'volumes.projected.sources.serviceAccountToken': {path: 'token'},
  ...Object.fromEntries(
    ['containers', 'initContainers'].flatMap(container => [
      [`${container}.ports`, {containerPort: 80}],
      [`${container}.env`, {name: 'NAME', value: 'value'}],
      [`${container}.env.valueFrom`, {}],
      [`${container}.volumeMounts`, {name: 'volume', mountPath: '/mnt'}],
      [`${container}.livenessProbe`, {exec: {command: ['true']}}],
      [`${container}.readinessProbe`, {exec: {command: ['true']}}],
      [`${container}.livenessProbe.httpGet`, {port: 80}],
      [`${container}.readinessProbe.httpGet`, {port: 80}],
      [`${container}.lifecycle`, {}],
    ]),
  ),
}

const http = /Probe\.(httpGet|tcpSocket|grpc)\b/

/** What has to stand in the struct at a path, beside a field or what is below it. */
function besides(row: FieldRow, at: string): Json {
  if (at.endsWith('Probe') && http.test(row.path)) return {}
  // Without this object, it matters whether it is optional.
  if (row.path === `${at}.optional`)
    return Object.hasOwn(around[at] ?? {}, 'secretName') ? {secretName: 'none'} : {...around[at], name: 'none'}
  if (row.path === 'containers.ports.name' && at === 'containers') return {...around[at], livenessProbe: {httpGet: {port: 'sample'}}}
  return around[at] ?? {}
}

/** Fields whose fate is decided elsewhere, or whose value is also the default. */
const elsewhere: Readonly<Record<string, string>> = {
  resourceClaims: 'kube-scheduler finds no node',
  'containers.resources.claims': 'kube-scheduler finds no node',
  'containers.volumeDevices': 'the API server wants a volume of a claim, which the provider refuses',
  'initContainers.volumeDevices': 'the API server wants a volume of a claim, which the provider refuses',
  'initContainers.restartPolicy': 'ACI takes a sidecar for an init container, and waits for its end',
  'volumes.emptyDir': 'a volume without a kind is one',
}

/** Values that make a difference, by the path of the field or its last part. */
const values: Readonly<Record<string, unknown>> = {
  containers: [
    {name: 'main', image: 'image'},
    {name: 'second', image: 'other'},
  ],
  initContainers: [{name: 'init', image: 'image'}],
  ephemeralContainers: [{name: 'debug', image: 'image'}],
  volumes: [{name: 'volume', emptyDir: {}}],
  imagePullSecrets: [{name: 'pull'}],
  restartPolicy: 'Never',
  nodeName: 'another',
  dnsPolicy: 'Default',
  dnsConfig: {nameservers: ['1.1.1.1']},
  enableServiceLinks: false,
  command: ['run'],
  args: ['-v'],
  env: [{name: 'NAME', value: 'value'}],
  'env.name': 'OTHER',
  configMapKeyRef: {name: 'plain', key: 'key'},
  secretKeyRef: {name: 'plain', key: 'key'},
  fieldRef: {fieldPath: 'metadata.name'},
  resourceFieldRef: {resource: 'limits.cpu'},
  fileKeyRef: {volumeName: 'volume', path: 'a', key: 'b'},
  valueFrom: {fieldRef: {fieldPath: 'metadata.name'}},
  envFrom: [{secretRef: {name: 'plain'}}],
  volumeMounts: [{name: 'volume', mountPath: '/mnt'}],
  'volumeMounts.name': 'second',
  mountPath: '/other',
  resources: {requests: {cpu: '2', memory: '3G'}},
  requests: {cpu: '2', memory: '3G'},
  limits: {cpu: '1', memory: '1.5G'},
  ports: [{containerPort: 80}],
  containerPort: 81,
  protocol: 'UDP',
  hostPort: 8080,
  livenessProbe: {exec: {command: ['true']}},
  readinessProbe: {exec: {command: ['true']}},
  startupProbe: {exec: {command: ['true']}},
  exec: {command: ['other']},
  httpGet: {port: 80},
  tcpSocket: {port: 80},
  grpc: {port: 80},
  port: 81,
  scheme: 'HTTPS',
  lifecycle: {stopSignal: 'SIGINT'},
  preStop: {exec: {command: ['true']}},
  postStart: {exec: {command: ['true']}},
  emptyDir: {},
  secret: {secretName: 'plain'},
  configMap: {name: 'plain'},
  projected: {sources: [{secret: {name: 'plain', items: [{key: 'key', path: 'key'}]}}]},
  'projected.sources.secret': {name: 'plain', items: [{key: 'key', path: 'key'}]},
  'projected.sources.configMap': {name: 'plain', items: [{key: 'key', path: 'key'}]},
  'sources.secret.name': 'none',
  'sources.configMap.name': 'none',
  'secret.secretName': 'token',
  'configMap.name': 'none',
  'items.key': 'other',
  'items.path': 'renamed',
  'sources.secret.items': [{key: 'other', path: 'other'}],
  'sources.configMap.items': [{key: 'other', path: 'other'}],
  items: [{key: 'key', path: 'renamed'}],
  sources: [{configMap: {name: 'plain', items: [{key: 'other', path: 'other'}]}}],
  serviceAccountToken: {path: 'token'},
  azureFile: {secretName: 'storage', shareName: 'share'},
  'azureFile.secretName': 'plain',
  csi: {driver: 'file.csi.azure.com', volumeAttributes: {shareName: 'share', secretName: 'storage'}},
  'csi.driver': 'disk.csi.azure.com',
  volumeAttributes: {shareName: 'another', secretName: 'storage'},
  gitRepo: {repository: 'https://example.com/r.git'},
  optional: false,
  medium: 'Memory',
}

const plain = (type: string): string => type.replaceAll(/^(\[\]|\{\})+|!$/g, '')

/** A value of a type, such as `[]string`. */
function sample(type: string): unknown {
  if (type.startsWith('[]')) return [sample(type.slice(2))]
  if (type.startsWith('{}')) return {key: sample(type.slice(2))}
  const bare = plain(type)
  if (bare === 'boolean') return true
  if (/^(int|double)/.test(bare)) return 7
  if (bare === 'quantity') return '1Gi'
  return fieldsOf(bare) === undefined ? 'sample' : {}
}

function valueOf({path}: FieldRow, type: string): unknown {
  const parts = path.split('.')
  const keys = parts.map((_, index) => parts.slice(index).join('.'))
  const found = keys.find(key => Object.hasOwn(values, key))
  return found === undefined ? sample(type) : values[found]
}

/** The pod spec with a field, and the one without it; both have what has to stand beside the field. */
function specs(row: FieldRow): {readonly with: Json; readonly without: Json} {
  const parts = row.path.split('.')
  const build = (type: string, at: string, rest: readonly string[], isThere: boolean): Json => {
    const [name = '', ...more] = rest
    const fieldType = fieldsOf(type)?.[name] ?? ''
    const path = at === '' ? name : `${at}.${name}`
    const beside = besides(row, at)
    if (more.length === 0) {
      const {[name]: _, ...others} = beside
      return isThere
        ? {...beside, [name]: valueOf(row, fieldType)}
        : others[name] === undefined && Object.hasOwn(around[at] ?? {}, name)
          ? beside
          : others
    }
    const below = build(plain(fieldType), path, more, isThere)
    const inner = fieldType.startsWith('[]') ? [below] : below
    return {...beside, [name]: inner}
  }
  return {with: build('V1PodSpec', '', parts, true), without: build('V1PodSpec', '', parts, false)}
}

/** What reaches ACI, or the refusal. Volumes that are mounted exist. */
function outcome(spec: Json): {readonly group?: unknown; readonly refusal?: string} {
  const volumes = (spec['volumes'] as object[] | undefined) ?? [
    {name: 'volume', emptyDir: {}},
    {name: 'second', emptyDir: {}},
  ]
  const metadata = {name: 'web', namespace: 'default', uid: 'u', creationTimestamp: '2026-11-23T07:14:18Z'}
  try {
    return {group: madeGroup({metadata, spec: {...spec, volumes}}, {view: objects, subnet: true})}
  } catch (error) {
    return {refusal: (error as Error).message}
  }
}

describe('the fates of the fields of a pod', () => {
  it('are those in the sandbox', () => {
    const wrong: string[] = []
    for (const row of fieldRows()) {
      if (Object.hasOwn(elsewhere, row.path)) continue
      const pods = specs(row)
      const before = outcome(pods.without)
      const after = outcome(pods.with)
      const same = JSON.stringify(before) === JSON.stringify(after)
      const say = (what: string): number =>
        wrong.push(`${row.path} (${row.fate}) ${what}: ${JSON.stringify(pods.with)} ${after.refusal ?? ''}`)
      if (row.fate === 'dropped' && !same) say('makes a difference')
      if ((row.fate === 'passed' || row.fate === 'changed') && same) say('makes no difference')
      if (row.fate === 'passed' && after.refusal !== undefined) say('is refused')
      if (row.fate === 'refused' && after.refusal === undefined) say('is not refused')
    }
    expect(wrong).toEqual([])
  })
})
