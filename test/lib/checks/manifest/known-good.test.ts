import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import type {Finding} from '../../../../src/lib/checks/engine/finding.ts'
import {validateManifests} from '../../../../src/lib/checks/manifest/validate-manifests.ts'
import {helmVersions, runHelm} from '../../../charts/render.ts'

// What runs on virtual nodes has no problem, only warnings.

async function said(source: string): Promise<readonly Finding[]> {
  const {findings} = await validateManifests(
    ['-'],
    async () => source,
    () => {},
  )
  return findings.filter(({verdict}) => verdict !== 'ok')
}

const placed = (os: string) => `
  nodeSelector:
    kubernetes.io/role: agent
    beta.kubernetes.io/os: ${os}
    type: virtual-kubelet
  tolerations:
  - key: virtual-kubelet.io/provider
    operator: Exists`

/** Pods of the kinds with which the provider tests itself (azure-aci v1.6.4, e2e/fixtures). */
const pods: Readonly<Record<string, string>> = {
  'a confidential pod': `
  containers:
  - {name: a, image: example.azurecr.io/a:1, resources: {requests: {cpu: 1, memory: 1G}}, ports: [{containerPort: 8000, name: http}]}${placed('linux')}`,
  'an inline share of Azure Files': `
  nodeName: my-node
  containers:
  - name: a
    image: example.azurecr.io/a:1
    command: [
      "sh",
      "-c",
      "sleep 10",
    ]
    volumeMounts: [{name: share, mountPath: /mnt/share}, {name: scratch, mountPath: /var/log/}]
  volumes:
  - name: share
    csi: {driver: file.csi.azure.com, volumeAttributes: {secretName: s, shareName: t}}
  - emptyDir: { }
    name: scratch${placed('linux')}`,
  'init containers': `
  initContainers:
  - {name: i, image: "alpine:3.20", command: ["/bin/sh"], args: ["-c", "echo a"]}
  - {name: j, image: "alpine:3.20", command: ["/bin/sh"], args: ["-c", "echo b"]}
  containers:
  - {name: a, image: "alpine:3.20", command: [sh, -c, "while sleep 10; do date; done"], resources: {requests: {memory: 1G, cpu: .5}}}${placed('linux')}`,
  'the volume of a ServiceAccount': `
  containers:
  - name: a
    image: example.azurecr.io/a:1
    volumeMounts: [{name: api, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}]
  securityContext: {}
  preemptionPolicy: PreemptLowerPriority
  volumes:
  - name: api
    projected:
      defaultMode: 420
      sources:
      - serviceAccountToken: {expirationSeconds: 3607, path: token}
      - configMap: {name: kube-root-ca.crt, items: [{key: ca.crt, path: ca.crt}]}
      - downwardAPI: {items: [{path: namespace, fieldRef: {apiVersion: v1, fieldPath: metadata.namespace}}]}${placed('linux')}`,
  'a Windows pod': `
  nodeName: my-windows-node
  containers:
  - {name: a, image: "mcr.microsoft.com/windows/nanoserver:1809", imagePullPolicy: Always, command: [ping, -t, localhost]}${placed('windows')}`,
}

describe('pods with which the provider tests itself', () => {
  it.each(Object.entries(pods))('have no problem: %s', async (_, spec) => {
    const findings = await said(`apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: vk-test}\nspec:${spec}\n`)
    expect(findings.filter(({verdict}) => verdict === 'problem')).toEqual([])
  })
})

describe.each(helmVersions)('a chart that helm %s creates', version => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'vkctl-test-'))
    runHelm(version, ['create', join(folder, 'demo')], {})
  })
  afterAll(() => rmSync(folder, {recursive: true}))

  it('has no problem with the values for virtual nodes', async () => {
    const values = {
      nodeSelector: {type: 'virtual-kubelet', 'kubernetes.io/os': 'linux'},
      tolerations: [{key: 'virtual-kubelet.io/provider', operator: 'Exists'}],
      serviceAccount: {create: true, automount: false},
      ingress: {enabled: true},
    }
    const {stdout} = runHelm(version, ['template', 'x', join(folder, 'demo'), '-f', '-'], values)
    expect(readFileSync(join(folder, 'demo', 'values.yaml'), 'utf8')).toContain('tolerations')
    const findings = await said(stdout)
    expect(findings.filter(({verdict}) => verdict === 'problem' || verdict === 'unknown')).toEqual([])
    expect(findings).toContainEqual(expect.objectContaining({target: 'Pod x-demo-test-connection', message: 'a test of Helm'}))
  })
})
