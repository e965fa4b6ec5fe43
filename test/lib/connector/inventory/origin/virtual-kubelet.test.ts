import {describe, expect, it} from '@jest/globals'
import {registeredNodes, runsVirtualKubelet} from '../../../../../src/lib/connector/inventory/origin/virtual-kubelet.ts'
import {workload} from './workload.ts'

const mcr = 'mcr.microsoft.com/oss/virtual-kubelet/virtual-kubelet'

describe('a workload', () => {
  it.each([
    ['of the image', {image: `${mcr}:1.6.4`}],
    ['of the image by digest', {image: `${mcr}@sha256:0123`}],
    ['of the image of 2018', {image: 'microsoft/virtual-kubelet'}],
    ['of a copy of the image', {image: 'registry.example:5000/a/virtual-kubelet:x'}],
    ['of the command', {image: 'registry.example/aci:1', command: ['/usr/bin/virtual-kubelet']}],
    [
      'of the arguments and variables',
      {image: 'registry.example/aci:1', args: ['--nodename=x'], env: [{name: 'ACI_REGION', value: 'eastus'}]},
    ],
    ['of the azure provider', {image: mcr, args: ['--provider', 'azure']}],
  ])('%s runs virtual-kubelet', (_, container) => {
    expect(runsVirtualKubelet(workload(container))).toBe(true)
  })

  it.each([
    ['of its init container', {image: 'mcr.microsoft.com/oss/virtual-kubelet/init-validation:0.3.2'}],
    ['of a name that only begins like it', {image: 'example.com/virtual-kubelet-exporter:1'}],
    ['of another provider', {image: 'example.com/virtual-kubelet:1', args: ['--provider=mock', '--nodename', 'x']}],
    ['with labels alone', {image: 'nginx:1.27'}],
    ['with a node argument alone', {image: 'example.com/agent', args: ['--nodename', 'x']}],
  ])('%s does not', (_, container) => {
    const one = workload(container, {labels: {app: 'virtual-kubelet-azure-aci', 'app.kubernetes.io/name': 'aci-connector'}})
    expect(runsVirtualKubelet(one)).toBe(false)
    expect(registeredNodes(one)).toEqual([])
  })
})

describe('the nodes of a workload', () => {
  it.each([
    [['--nodename', 'a'], 'a'],
    [['--os', 'Linux', '--nodename=b'], 'b'],
    [['--nodename', '$(NODE)'], 'from-env'],
    [[], 'virtual-kubelet'],
    // Only the pod has its value.
    [['--nodename', 'vk-$(MACHINE)'], 'vk-$(MACHINE)'],
  ])('%j: %s', (args, name) => {
    expect(registeredNodes(workload({image: mcr, args, env: [{name: 'NODE', value: 'from-env'}]}))).toEqual([name])
  })

  it.each([
    ['latest', ['aci-connector']],
    ['canary', ['aci-connector-0', 'aci-connector-1']],
  ])('are fixed for the program before Virtual Kubelet: %s', (tag, names) => {
    expect(registeredNodes(workload({image: `microsoft/aci-connector-k8s:${tag}`}))).toEqual(names)
  })

  it('are its pods with Virtual Nodes v2', () => {
    const one = workload({image: 'mcr.microsoft.com/aci/virtual-node-2-kubelet:main'}, {name: 'vn2-virtualnode'}, 'StatefulSet')
    expect(registeredNodes(one)).toEqual(['vn2-virtualnode-0'])
    expect(registeredNodes({...one, spec: {...one.spec, replicas: 2}})).toEqual(['vn2-virtualnode-0', 'vn2-virtualnode-1'])
  })
})
