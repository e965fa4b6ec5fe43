import {describe, expect, it} from '@jest/globals'
import {runner, type Run} from '../../src/lib/process.ts'
import {toolVersion} from '../../src/lib/tool-version.ts'
import {tools} from '../tools.ts'

const run = runner(new AbortController().signal)
const printing =
  (stdout: string, stderr = ''): Run =>
  async () => ({exitCode: 1, stdout, stderr})

describe('the version of a tool', () => {
  it.each(['3.8.1', '4.2.3'] as const)('is what helm %s and the kubectl beside it say', async wanted => {
    const {helm, kubectl, kubectlVersion} = tools[wanted]
    expect((await toolVersion(run, 'helm', helm)).split('+')[0]).toBe(wanted)
    expect(await toolVersion(run, 'kubectl', kubectl)).toBe(kubectlVersion)
  })

  it.each([
    ['Client: v2.17.0+ga690bad\nServer: v2.9.1+g20adb27\n', '2.17.0+ga690bad'],
    ['Client: &version.Version{SemVer:"v2.17.0", GitCommit:"a690"}\nServer: &version.Version{SemVer:"v2.9.1"}', '2.17.0'],
    ['version.BuildInfo{Version:"v4.2.3", GoVersion:"go1.26.5", KubeClientVersion:"v1.36"}', '4.2.3'],
    ['v3.18.0-rc.1+gabc1234', '3.18.0-rc.1+gabc1234'],
    ['{"clientVersion": {"gitVersion": "v1.33.0-eks-1"}, "kustomizeVersion": "v5.6.0"}', '1.33.0-eks-1'],
  ])('is the first in %j, also when the tool then fails', async (stdout, version) => {
    expect(await toolVersion(printing(stdout), 'helm', '/bin/helm')).toBe(version)
  })

  it.each([
    ['Usage: helm [command]', '', "'/bin/helm version' printed no version: Usage: helm [command]"],
    ['', 'cannot execute binary file\n', "'/bin/helm version' printed no version: cannot execute binary file"],
    ['', '', "'/bin/helm version' printed no version"],
  ])('is not made up: %j, %j', async (stdout, stderr, message) => {
    await expect(toolVersion(printing(stdout, stderr), 'helm', '/bin/helm')).rejects.toThrow(new Error(message))
  })
})
