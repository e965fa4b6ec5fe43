import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {fixManifests} from '../../../../../src/lib/checks/manifest/fix/fix-manifests.ts'

let folder: string
let count = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vkctl-test-'))
})
afterAll(() => rm(folder, {recursive: true}))

/** What becomes of a manifest, and the diff that is shown before. */
async function fixed(text: string): Promise<{after: string; diff: string}> {
  const file = join(folder, `${count++}.yaml`)
  await writeFile(file, text)
  const fixes = await fixManifests([file])
  expect(await readFile(file, 'utf8')).toBe(text)
  for (const {write} of fixes) await write()
  return {after: await readFile(file, 'utf8'), diff: fixes.map(({diff}) => diff.replaceAll(file, 'FILE')).join('\n')}
}

const selector = 'nodeSelector: {type: virtual-kubelet, kubernetes.io/os: linux}'
const toleration = 'tolerations: [{key: virtual-kubelet.io/provider, operator: Exists}]'
const head = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n'
const flow = '[{"key":"virtual-kubelet.io/provider","operator":"Exists","effect":"NoSchedule"}]'

describe('what is changed without doubt', () => {
  it('is added with the indentation and the style of the file, and nothing else changes', async () => {
    const {after, diff} = await fixed(`# mine\n${head}spec:  # the pod\n    # two\n    containers:\n    - {name: a, image: b}\n`)
    expect(after).toBe(
      `# mine\n${head}spec:  # the pod\n    # two\n    nodeSelector:\n      type: virtual-kubelet\n      kubernetes.io/os: linux\n    tolerations:\n    - key: virtual-kubelet.io/provider\n      operator: Exists\n      effect: NoSchedule\n    containers:\n    - {name: a, image: b}\n`,
    )
    expect(diff.split('\n').filter(line => !line.startsWith('+'))).toEqual([
      '--- FILE',
      '@@ -5,4 +5,11 @@',
      ' spec:  # the pod',
      '     # two',
      '     containers:',
      '     - {name: a, image: b}',
    ])
  })

  it.each<[string, string, string]>([
    [
      'a toleration beside a selector',
      `spec: {${selector}, containers: [{name: a, image: b}]}`,
      `spec: {"tolerations": ${flow}, ${selector}, containers: [{name: a, image: b}]}`,
    ],
    [
      'a toleration beside others',
      `spec:\n  ${selector}\n  tolerations:\n  - key: other\n    operator: Exists\n  containers: [{name: a, image: b}]`,
      `spec:\n  ${selector}\n  tolerations:\n  - key: virtual-kubelet.io/provider\n    operator: Exists\n    effect: NoSchedule\n  - key: other\n    operator: Exists\n  containers: [{name: a, image: b}]`,
    ],
    [
      'the current label of the operating system',
      `spec:\n  ${toleration}\n  nodeSelector:\n    type: virtual-kubelet\n    beta.kubernetes.io/os: linux # old\n  containers: [{name: a, image: b}]`,
      `spec:\n  ${toleration}\n  nodeSelector:\n    type: virtual-kubelet\n    kubernetes.io/os: linux # old\n  containers: [{name: a, image: b}]`,
    ],
    [
      'the operating system of a Windows image',
      `spec:\n  ${toleration}\n  nodeSelector: {type: virtual-kubelet}\n  containers: [{name: a, image: mcr.microsoft.com/windows/nanoserver:1809}]`,
      `spec:\n  ${toleration}\n  nodeSelector: {"kubernetes.io/os": "windows", type: virtual-kubelet}\n  containers: [{name: a, image: mcr.microsoft.com/windows/nanoserver:1809}]`,
    ],
    [
      'requests and limits that are rounded',
      `spec:\n  ${selector}\n  ${toleration}\n  containers:\n  - name: a\n    image: b\n    resources: {requests: {cpu: 125m, memory: 64Mi}, limits: {cpu: 125m, memory: 64Mi}}`,
      `spec:\n  ${selector}\n  ${toleration}\n  containers:\n  - name: a\n    image: b\n    resources: {requests: {cpu: 130m, memory: 100M}, limits: {cpu: 130m, memory: 100M}}`,
    ],
    [
      'quotes around what must be text',
      `spec:\n  ${selector}\n  ${toleration}\n  containers: [{name: a, image: b, env: [{name: A, value: 8080}, {name: B, value: true}, {name: C, value: "1"}]}]`,
      `spec:\n  ${selector}\n  ${toleration}\n  containers: [{name: a, image: b, env: [{name: A, value: "8080"}, {name: B, value: "true"}, {name: C, value: "1"}]}]`,
    ],
  ])('%s', async (_, before, after) => {
    expect((await fixed(`${head}${before}\n`)).after).toBe(`${head}${after}\n`)
  })

  it.each<[string, string]>([
    ['args without a command', `spec: {${selector}, ${toleration}, containers: [{name: a, image: b, args: [c]}]}`],
    ['a toleration without a selector, for either kind of node', `spec: {${toleration}, containers: [{name: a, image: b}]}`],
    [
      'limits above the requests',
      `spec: {${selector}, ${toleration}, containers: [{name: a, image: b, resources: {requests: {cpu: 1}, limits: {cpu: 2}}}]}`,
    ],
    ['a wrong unit', `spec: {${selector}, ${toleration}, containers: [{name: a, image: b, resources: {limits: {memory: 512m}}}]}`],
    ['other nodes', 'spec: {nodeSelector: {agentpool: a}, containers: [{name: a, image: b}]}'],
    ['what is right', `spec: {${selector}, ${toleration}, containers: [{name: a, image: b}]}`],
  ])('is not: %s', async (_, spec) => {
    expect(await fixed(`${head}${spec}\n`)).toEqual({after: `${head}${spec}\n`, diff: ''})
  })

  it('in several documents, and in the items of a list', async () => {
    const pod = (name: string, spec: string) =>
      `{apiVersion: v1, kind: Pod, metadata: {name: ${name}}, spec: {${spec}containers: [{name: a, image: b}]}}`
    const added = `"nodeSelector": {"type":"virtual-kubelet","kubernetes.io/os":"linux"}, "tolerations": ${flow}, `
    const text = (spec: string) =>
      `${pod('a', spec)}\n---\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: c}\n---\napiVersion: v1\nkind: List\nitems:\n- ${pod('b', spec)}\n`
    expect((await fixed(text(''))).after).toBe(text(added))
  })

  it.each([
    ['an item that has an anchor', 'apiVersion: v1\nkind: List\nitems:\n- &x {apiVersion: v1, kind: ConfigMap, metadata: {name: c}}\n- '],
    ['a custom resource with items', 'apiVersion: example.com/v1\nkind: Menu\nmetadata: {name: m}\nitems: [{a: b}, {c: d}]\n---\n'],
    ['an empty document', '---\n# nothing\n---\n'],
  ])('behind %s', async (_, before) => {
    const pod = (spec: string) =>
      `${before}{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {${spec}, containers: [{name: a, image: b}]}}\n`
    expect((await fixed(pod(selector))).after).toBe(pod(`"tolerations": ${flow}, ${selector}`))
  })

  it('at the end of a file, in a diff that ends there too', async () => {
    const {diff} = await fixed(
      `${head}spec:\n  ${toleration}\n  containers: [{name: a, image: b}]\n  ${selector.replace('kubernetes', 'beta.kubernetes')}\n`,
    )
    expect(diff.split('\n').slice(2, 3)).toEqual(['@@ -5,3 +5,3 @@'])
  })

  it('of an apiVersion that has the same fields today, and not of another', async () => {
    const job = (version: string, spec: string) =>
      `apiVersion: ${version}\nkind: CronJob\nmetadata: {name: a}\nspec: {schedule: "* * * * *", ${spec}}\n`
    const template = `jobTemplate: {spec: {template: {spec: {restartPolicy: Never, ${selector}, ${toleration}, containers: [{name: a, image: b}]}}}}`
    expect((await fixed(job('batch/v1beta1', template))).after).toBe(job('batch/v1', template))
    expect((await fixed(job('batch/v1beta1', `${template}, unknown: 1`))).after).toBe(job('batch/v1beta1', `${template}, unknown: 1`))
  })

  it('with the line ends of the file', async () => {
    const {after} = await fixed(`${head}spec:\n  containers: [{name: a, image: b}]\n`.replaceAll('\n', '\r\n'))
    expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  it('not where an anchor would change another place too', async () => {
    const text = `${head}spec: &x\n  containers: [{name: a, image: b}]\n`
    expect((await fixed(text)).after).toBe(text)
  })
})
