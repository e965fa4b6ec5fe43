import {describe, expect, it} from '@jest/globals'
import {readKubectlVersion, skewWarning} from '../../../src/lib/kubernetes/version.ts'

describe('versions', () => {
  it.each([
    ['1.36.3', '1.35.0', false],
    ['1.36.3', 'v1.35.0', false],
    ['v1.33.0', 'v1.34.9-eks-1', false],
    ['v1.20.0', 'v1.36.3', true],
    ['v1.36.3', 'v1.34.0', true],
    ['unknown', 'v1.34.0', false],
  ])('%s with a server of %s: warns %s', (client, server, warns) => {
    expect(skewWarning(client, server) !== undefined).toBe(warns)
  })

  const read = (gitVersion: string) =>
    readKubectlVersion(async () => ({exitCode: 0, stdout: JSON.stringify({clientVersion: {gitVersion}}), stderr: ''}), '/bin/kubectl')

  it.each(['1.20.0', '1.36.3', '0.0.0-master'])('of kubectl may be %s', async version => {
    expect(await read(`v${version}`)).toBe(version)
  })

  it('of kubectl are refused if they are too old for vkctl', async () => {
    await expect(read('v1.19.16')).rejects.toThrow('kubectl 1.19.16 is too old: vkctl needs 1.20 or newer.')
  })
})
