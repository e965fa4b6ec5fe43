import {describe, expect, it} from '@jest/globals'
import type {ContainerGroupEntry} from '../../../../sandbox/azure/world.ts'
import type {ClusterObject} from '../../../../sandbox/client/cluster-objects.ts'
import {manifestCases} from '../../../lib/checks/rules/cases/manifest/all.ts'
import {manifestKubernetesCases} from '../../../lib/checks/rules/cases/manifest/kubernetes.ts'
import {judged, workload, type ManifestCase} from '../../../lib/checks/rules/manifest-case.ts'
import {azureWorld, madeGroup, stored, viewOf} from './made-group.ts'

/** The rules whose problems are pods that the provider or ACI refuses, with cases that run, but wrongly, or that wait for a node. */
const refusing: Readonly<Record<string, readonly string[]>> = {
  'args-command': [],
  'no-lifecycle-hooks': [],
  'no-startup-probe': [],
  'probe-kinds': [],
  'probe-ports': [],
  'init-containers': [],
  'limits-in-group': [],
  // The request becomes 0.1 GB, in which hardly a program runs.
  'memory-units': ['thousandths'],
  'group-containers': [],
  'group-ports': [],
  'reserved-ports': [],
  // Opened as TCP.
  'port-protocols': ['SCTP'],
  'windows-base': [],
  'image-os': [],
  'dead-images': [],
  // Refused only if the registry wants a password.
  'pull-secrets': ['another host'],
  'variable-names': [],
  // The claims are of other objects, of which the StatefulSet makes volumes.
  'volume-kinds': ['claims of a StatefulSet'],
  'azure-file-secrets': [],
  // Some of the files are missing.
  'empty-volumes': ['a Secret without items beside files', 'certificates beside files'],
  'windows-volumes': [],
  // The variable is missing.
  'downward-api': ['a resource'],
  // kube-scheduler finds no node.
  'no-gpu': ['a request'],
  'dns-label': [],
  'group-name': [],
}

/** Warnings where nobody knows; the sandbox refuses. */
const doubtful: Readonly<Record<string, string>> = {
  'dead-images': 'another one of Microsoft',
  // A Secret without a name.
  'windows-volumes': 'Linux',
}

/** Rules about what the API server refuses, so that it never comes to a provider. */
const byKubernetes: ReadonlySet<string> = new Set(Object.keys(manifestKubernetesCases))

interface Template {
  readonly metadata?: {
    readonly annotations?: Record<string, string>
    readonly labels?: Record<string, string>
    readonly name?: string
    readonly namespace?: string
  }
  readonly spec: {
    readonly containers?: readonly {readonly volumeMounts?: readonly {name: string}[]}[]
    readonly volumes?: readonly {readonly name: string}[]
    readonly nodeSelector?: Record<string, string>
  }
}

interface WorkloadObject extends Template {
  readonly kind: string
  readonly spec: Template['spec'] & {
    readonly replicas?: number
    readonly template?: Template
    readonly jobTemplate?: {spec: {template: Template}}
  }
}

/** What Kubernetes adds to the name of a workload for its last pod. */
const ending: Readonly<Record<string, (replicas: number) => string>> = {
  Pod: () => '',
  StatefulSet: replicas => `-${replicas - 1}`,
  Job: () => '-x7k2p',
  CronJob: () => '-29000000-x7k2p',
}

/** The pods of a workload. Each volume is mounted, as a volume that nobody mounts does no harm. */
function podsOf(object: WorkloadObject): readonly object[] {
  const template = object.spec.jobTemplate?.spec.template ?? object.spec.template ?? object
  const {replicas = 1} = object.spec
  const {name = 'web', namespace = 'default'} = object.metadata ?? {}
  const [first = {}, ...others] = template.spec.containers ?? []
  const mounted = new Set((first.volumeMounts ?? []).map(mount => mount.name))
  const mounts = (template.spec.volumes ?? [])
    .filter(volume => !mounted.has(volume.name))
    .map(volume => ({name: volume.name, mountPath: `/mnt/${volume.name}`}))
  const container = {...first, volumeMounts: [...(first.volumeMounts ?? []), ...mounts]}
  const whole = (ending[object.kind] ?? (() => '-5d8c7f9b6d-x7k2p'))(replicas)
  return Array.from({length: Math.min(replicas, 2)}, (_, index) => ({
    metadata: {
      ...template.metadata,
      namespace,
      name: index === 0 ? `${name}${whole}` : `${name}${whole.slice(0, -1)}0`,
      uid: 'u',
      creationTimestamp: '2026-11-23T07:14:18Z',
    },
    spec: {...template.spec, nodeName: 'node', containers: [container, ...others]},
  }))
}

const storage = {azurestorageaccountname: 'YQ==', azurestorageaccountkey: 'a2V5', k: 'dg==', key: 'dg==', a: 'dg=='}
const pull = {'.dockerconfigjson': btoa(JSON.stringify({auths: {'myregistry.azurecr.io': {username: 'u', password: 'p'}}}))}
const token = {type: 'kubernetes.io/service-account-token', data: {token: 'dg=='}}

/** The objects of a case, and those that it refers to and that its author has elsewhere. */
function objectsOf(one: Partial<ManifestCase>, pods: readonly object[]): readonly ClusterObject[] {
  const own = (one.more ?? [])
    .filter((object): object is ClusterObject => ['Secret', 'ConfigMap'].includes((object as ClusterObject).kind ?? ''))
    // Kubernetes writes the token into such a Secret.
    .map(object => stored({...object, ...((object as {type?: string}).type === token.type && token)}, `V1${object.kind ?? ''}`))
  const there = new Set(own.map(({metadata}) => `${metadata.namespace}/${metadata.name}`))
  const namespace = (pods[0] as Template | undefined)?.metadata?.namespace ?? 'default'
  const names = [...JSON.stringify(pods).matchAll(/"(?:secretName|name)":"(\w+)"/g)].flatMap(([, name]) => name ?? [])
  const elsewhere = [...new Set(names)].filter(name => !there.has(`${namespace}/${name}`))
  return [
    ...own,
    ...elsewhere.flatMap(name => {
      const metadata = {name, namespace}
      const secret = name === 'pull' ? {type: 'kubernetes.io/dockerconfigjson', data: pull} : {data: storage}
      const keys = JSON.stringify(pods).includes('ca.crt') ? {'ca.crt': 'c'} : {a: 'b'}
      return [stored({kind: 'Secret', metadata, ...secret}, 'V1Secret'), stored({kind: 'ConfigMap', metadata, data: keys}, 'V1ConfigMap')]
    }),
  ]
}

/** What the sandbox says of a workload: undefined if all its pods run. */
function refusalOf(one: Partial<ManifestCase>): string | undefined {
  const object = JSON.parse(JSON.stringify(workload(one))) as WorkloadObject
  const pods = podsOf(object)
  const world = azureWorld()
  const view = viewOf(objectsOf(one, pods))
  try {
    for (const pod of pods) {
      const os = (pod as Template).spec.nodeSelector?.['kubernetes.io/os'] === 'windows' ? 'Windows' : 'Linux'
      const body = madeGroup(pod, {view, os, world})
      world.containerGroups.set(body.name, {
        id: body.name,
        name: body.name,
        resourceGroup: 'rg',
        body,
        createdAt: 0,
        ip: '',
      } satisfies ContainerGroupEntry)
    }
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

const cases = Object.entries(manifestCases).flatMap(([rule, {fires, quiet}]) => [...fires, ...quiet].map(one => ({rule, one})))

describe('the manifests of all rules', () => {
  it('are refused in the sandbox where a rule says that they will be, and only there', async () => {
    const wrong: string[] = []
    for (const {rule, one} of cases) {
      const {findings} = await judged(workload(one), ...(one.more ?? []))
      const problems = findings.filter(({verdict}) => verdict === 'problem').map(({id}) => id)
      // What the API server refuses never comes to a provider.
      if (problems.some(id => byKubernetes.has(id))) continue
      const isExcepted = refusing[rule]?.includes(one.name) === true
      const refused = refusalOf(one)
      const expected = problems.filter(id => refusing[id] !== undefined)
      const isDoubtful = doubtful[rule] === one.name
      if (problems.length === 0 && !isDoubtful && refused !== undefined) wrong.push(`${rule}, ${one.name}: no rule says: ${refused}`)
      if (expected.length > 0 && refused === undefined && !isExcepted)
        wrong.push(`${rule}, ${one.name}: runs, in spite of ${expected.join(', ')}`)
      if (isExcepted && refused !== undefined) wrong.push(`${rule}, ${one.name}: is refused after all: ${refused}`)
    }
    expect(wrong).toEqual([])
  })
})
