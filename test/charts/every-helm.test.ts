import {describe, expect, it} from '@jest/globals'
import {chart, helmVersions, podSpec, environment, render, runHelm, values, vnet} from './render.ts'

describe.each(helmVersions)('the chart with helm %s', helm => {
  it('lints without a warning', () => {
    const {exitCode, stdout} = runHelm(helm, ['lint', chart, '--strict', '-f', '-'], values)
    expect(stdout).toContain('1 chart(s) linted, 0 chart(s) failed')
    expect(stdout).not.toMatch(/WARNING|ERROR/)
    expect(exitCode).toBe(0)
  })

  it('renders the same objects as with any other', () => {
    const given = {vnet, podDisruptionBudget: {create: true}, quota: {cpu: '10', memory: '20Gi', pods: '30'}}
    expect(render(given, {helm})).toEqual(render(given, {helm: '3.18.0'}))
  })

  it('keeps text that looks like something else', () => {
    const nasty = ', { } = \\ " \' $HOME {{ .Values }} # & * ! %\n\ttail: - [x]'
    const manifests = render({aciResourceGroup: '12345', secretDigest: '1e5', env: {NASTY: nasty, BOOLEAN: 'true', NUMBER: '0x10', SHORT: 'n'}}, {helm})
    expect(environment(manifests)).toMatchObject({ACI_RESOURCE_GROUP: '12345', NASTY: nasty, BOOLEAN: 'true', NUMBER: '0x10', SHORT: 'n'})
  })

  it.each([
    ['nothing at all', {nodeName: null, osType: null, location: null, aciResourceGroup: null, secretName: null}, /(?=.*nodeName)(?=.*secretName)/s],
    ['an OS in lower case', {osType: 'windows'}, /osType/],
    ['an unknown value', {nodeNaem: 'x'}, /nodeNaem/],
    ['an unknown value deep inside', {image: {name: 'x'}}, /image.*name/s],
    ['a node name too long for a label', {nodeName: 'n'.repeat(64)}, /nodeName/],
    ['a node name in capitals', {nodeName: 'Node'}, /nodeName/],
    ['a location as az shows it', {location: 'East US'}, /location/],
    ['a number for a text', {aciResourceGroup: 12345}, /aciResourceGroup/],
    ['a resource group that ends with a dot', {aciResourceGroup: 'group.'}, /aciResourceGroup/],
    ['a boolean variable', {env: {FLAG: true}}, /FLAG/],
    ['no VNet name', {vnet: {name: ''}}, /vnet/],
    ['a subnet without a DNS address', {vnet: {...vnet, kubeDnsIp: ''}}, /vnet.kubeDnsIp is required/],
    ['a subnet prefix that is none', {vnet: {...vnet, subnetCidr: '10.0.0.0'}}, /subnetCidr/],
    ['no ServiceAccount at all', {serviceAccount: {create: false}}, /serviceAccount.name is required/],
    ['labels that the selector stands on', {podLabels: {'app.kubernetes.io/name': 'mine'}}, /podLabels|invalid propertyName 'app.kubernetes.io.name'/],
  ])('refuses %s', (_, given, message) => {
    expect(() => render(given, {helm})).toThrow(message)
  })

  it('takes a pre-release server', () => {
    const {exitCode} = runHelm(helm, ['template', 'one', chart, '--kube-version', 'v1.36.0-beta.1', '-f', '-'], values)
    expect(exitCode).toBe(0)
  })

  it('refuses a server that is too old', () => {
    const {exitCode, stderr} = runHelm(helm, ['template', 'one', chart, '--kube-version', 'v1.20.0', '-f', '-'], values)
    expect(exitCode).toBe(1)
    expect(stderr).toContain('kubeVersion: >=1.21.0-0')
  })
})

describe('the image', () => {
  it('is that of the chart unless a tag is given', () => {
    const repository = 'mcr.microsoft.com/oss/virtual-kubelet/virtual-kubelet'
    expect(podSpec(render()).containers[0].image).toBe(`${repository}:1.6.4`)
    expect(podSpec(render({image: {tag: '1.10'}})).containers[0].image).toBe(`${repository}:1.10`)
    const pinned = `1.6.4@sha256:${'0a'.repeat(32)}`
    expect(podSpec(render({image: {tag: pinned}})).containers[0].image).toBe(`${repository}:${pinned}`)
  })
})
