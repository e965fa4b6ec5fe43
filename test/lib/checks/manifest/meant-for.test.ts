import {describe, expect, it} from '@jest/globals'
import {judged, selector, workload} from '../rules/manifest-case.ts'

/** What is said of some objects that is not ok. */
async function said(...objects: readonly object[]) {
  const {findings} = await judged(...objects)
  return findings
    .filter(({verdict, id}) => id === 'pod-placement' || verdict === 'problem' || verdict === 'warning')
    .map(({target, id, verdict, message}) => `${target} ${id} ${verdict}: ${message}`)
}

const web = workload({})
const other = (fields: Parameters<typeof workload>[0]) =>
  workload({
    metadata: {name: 'db'},
    container: {args: ['-v']},
    ...fields,
    pod: {nodeSelector: undefined, tolerations: undefined, ...fields.pod},
  })
const keptOff = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{matchExpressions: [{key: 'type', operator: 'NotIn', values: ['virtual-kubelet']}]}],
    },
  },
}
const everything = [{operator: 'Exists'}]
const ok = 'Deployment web pod-placement ok: A node selector or a toleration names virtual nodes'

describe('what is not meant for virtual nodes', () => {
  it.each<[string, object, string]>([
    ['a workload for any node', other({}), 'Deployment db pod-placement skipped: not meant for virtual nodes'],
    [
      'one for other nodes',
      other({kind: 'StatefulSet', pod: {nodeSelector: {agentpool: 'p'}}}),
      'StatefulSet db pod-placement skipped: for other nodes (agentpool: p)',
    ],
    ['one that names its node', other({pod: {nodeName: 'aks-1'}}), 'Deployment db pod-placement skipped: for the node aks-1'],
    [
      'a DaemonSet that is kept off',
      other({kind: 'DaemonSet', pod: {affinity: keptOff, tolerations: everything}}),
      'DaemonSet db pod-placement skipped: for other nodes (type NotIn [virtual-kubelet])',
    ],
    [
      'a DaemonSet without a toleration',
      other({kind: 'DaemonSet'}),
      'DaemonSet db pod-placement skipped: a DaemonSet that does not tolerate the taint of virtual nodes',
    ],
    [
      'a test of a chart',
      workload({kind: 'Pod', metadata: {name: 'db', annotations: {'helm.sh/hook': 'test'}}, container: {args: ['-v']}}),
      'Pod db pod-placement skipped: a test of Helm',
    ],
    [
      'a custom resource without a pod',
      {apiVersion: 'example.com/v1', kind: 'CronTab', metadata: {name: 'db'}, spec: {image: 'a'}},
      'CronTab db pod-placement skipped: vkctl finds no pod template in it',
    ],
  ])('is not checked: %s', async (_, object, finding) => {
    expect(await said(object, web)).toEqual([finding, ok])
  })

  it('is checked if nothing else is meant for them', async () => {
    expect(await said(other({}))).toEqual([
      expect.stringMatching(/^Deployment db pod-placement problem: /),
      expect.stringMatching(/^Deployment db args-command problem: /),
    ])
  })

  it('names no file of a tool', async () => {
    expect(await said({apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: []}, web)).toEqual([ok])
  })

  it('is checked if it is a DaemonSet that runs on every node, for that alone', async () => {
    expect(await said(other({kind: 'DaemonSet', pod: {tolerations: everything}}))).toEqual([
      expect.stringMatching(/^DaemonSet db no-daemon-set problem: /),
    ])
  })

  it('and Kubernetes refuses it anyway', async () => {
    expect(await said(other({container: {image: 'a', argz: []}}), web)).toEqual([
      'Deployment db pod-placement skipped: not meant for virtual nodes',
      expect.stringMatching(/^Deployment db known-fields problem: .*argz/),
      ok,
    ])
  })
})

describe('pods in custom resources', () => {
  const pod = {nodeSelector: selector, tolerations: everything, containers: [{name: 'a', image: 'a', args: ['x']}]}
  it.each<[string, string, object]>([
    ['a ScaledJob', 'keda.sh/v1alpha1', {jobTargetRef: {template: {spec: pod}}}],
    ['a Rollout', 'argoproj.io/v1alpha1', {replicas: 2, template: {metadata: {labels: {a: 'b'}}, spec: pod}}],
    ['a list of templates', 'batch.volcano.sh/v1alpha1', {tasks: [{name: 'a', template: {spec: pod}}]}],
    ['a pod spec of another name', 'example.com/v1', {podSpec: pod}],
  ])('are checked: %s', async (_, apiVersion, spec) => {
    const {findings, lineOf} = await judged({apiVersion, kind: 'Thing', metadata: {name: 't'}, spec})
    const args = findings.find(({id}) => id === 'args-command')
    expect(args).toMatchObject({target: 'Thing t', verdict: 'problem'})
    expect(args && lineOf(args)).toMatch(/args:/)
  })

  it('may have fields of their own', async () => {
    const {findings} = await judged({
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service',
      metadata: {name: 's'},
      spec: {template: {spec: {...pod, containerConcurrency: 1}}},
    })
    expect(findings.filter(({id}) => id === 'known-fields')).toMatchObject([{verdict: 'ok'}])
  })
})
