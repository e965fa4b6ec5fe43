import {describe, expect, it} from '@jest/globals'
import {load} from 'js-yaml'
import Sample from '../../src/commands/sample.ts'
import {runCommand} from '../run-command.ts'

interface PodSpec {
  readonly containers: readonly {readonly resources: {readonly requests: object; readonly limits: object}}[]
  readonly nodeSelector: Readonly<Record<string, string>>
  readonly tolerations: readonly object[]
  readonly os?: object
}

interface Deployment {
  readonly spec: {
    readonly selector: {readonly matchLabels: object}
    readonly template: {readonly metadata: {readonly labels: object}; readonly spec: PodSpec}
  }
}

async function sample(...argv: string[]): Promise<Deployment> {
  const {stdout, stderr, exitCode} = await runCommand(Sample, 'sample', argv)
  expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
  return load(stdout) as Deployment
}

describe.each([
  ['Linux', 'mcr.microsoft.com/azuredocs/aci-helloworld', 'aci-helloworld'],
  ['Windows', 'mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2019', 'nanoserver-iis'],
])('the sample for %s', (osType, image, name) => {
  it('runs an image that exists on virtual nodes of this OS', async () => {
    const {spec} = await sample('--os-type', osType)
    const pod = spec.template.spec
    const os = osType.toLowerCase()
    expect(pod.containers).toEqual([expect.objectContaining({name, image, ports: [{containerPort: 80}]})])
    expect(pod.nodeSelector).toEqual({
      'kubernetes.io/os': os,
      'kubernetes.io/role': 'agent',
      type: 'virtual-kubelet',
    })
    expect(pod.tolerations).toEqual([{key: 'virtual-kubelet.io/provider', operator: 'Equal', value: 'azure', effect: 'NoSchedule'}])
    expect(spec.selector.matchLabels).toEqual(spec.template.metadata.labels)
  })

  it('asks for nothing that ACI refuses', async () => {
    const pod = (await sample('--os-type', osType)).spec.template.spec
    expect(pod).toMatchObject({automountServiceAccountToken: false, enableServiceLinks: false})
    expect(pod.os).toEqual(osType === 'Windows' ? {name: 'windows'} : undefined)
    const resources = pod.containers[0]?.resources
    expect(resources?.requests).toEqual(resources?.limits)
  })

  it('warns that its port is public', async () => {
    const {stdout} = await runCommand(Sample, 'sample', ['--os-type', osType])
    expect(stdout).toMatch(/^# .*\n# Port 80 is open to the internet/)
  })
})

describe('a sample for one connector', () => {
  const hostname = async (...argv: string[]): Promise<unknown> =>
    (await sample(...argv)).spec.template.spec.nodeSelector['kubernetes.io/hostname']

  it('is pinned to its node', async () => {
    expect(await hostname('--os-type', 'windows', '--connector-name', 'mine', '-l', 'East US')).toBe('virtual-kubelet-mine-windows-eastus')
    expect(await hostname('--node-name', '12345')).toBe('12345')
  })

  it.each([
    [['--connector-name', 'mine'], '--connector-name needs --location, or --resource-group/-g and --name/-n of the cluster'],
    [['--connector-name', 'Mine', '-l', 'eastus'], '--connector-name must consist of lower case'],
    [['--connector-name', 'm'.repeat(31), '-l', 'germanywestcentral'], 'for Linux in germanywestcentral it may have at most 22'],
    [['--os-type', 'Both'], "'Both' is not a valid value for '--os-type'"],
  ])('is refused with %j', async (argv, message) => {
    const {stdout, stderr, exitCode} = await runCommand(Sample, 'sample', argv)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(message)
  })
})
