import {describe, expect, it} from '@jest/globals'
import {parseVersion} from '../../../src/lib/helm/version.ts'

describe('the version of helm', () => {
  it.each([
    ['v3.8.1+g5cb9af4\n', '3.8.1', 3],
    ['v4.2.3+g43e8b7f', '4.2.3', 4],
    ['v3.8.0', '3.8.0', 3],
    ['v3.18.0-rc.1+gabc1234', '3.18.0-rc.1', 3],
    ['v5.0.0', '5.0.0', 5],
    ['version.BuildInfo{Version:"v4.2.3", GitCommit:"43e8", GoVersion:"go1.26.5", KubeClientVersion:"v1.36"}', '4.2.3', 4],
    ['Client: v2.17.0+ga690bad\n', '2.17.0', 2],
    [
      'Client: &version.Version{SemVer:"v2.17.0", GitCommit:"a690", GitTreeState:"clean"}\nServer: &version.Version{SemVer:"v2.9.1"}',
      '2.17.0',
      2,
    ],
  ])('is read from %j', async (stdout, text, major) => {
    expect(parseVersion(stdout)).toEqual({text, major})
  })

  it.each(['v3.7.2+g663a896', 'v3.8.0-rc.1', 'Client: v2.16.12+g47f0b88', 'Client: v2.9.1+g20adb27', 'v1.2.1'])(
    'is refused when it is %s',
    async stdout => {
      expect(() => parseVersion(stdout)).toThrow(/^Helm \S+ is too old\. vkctl works with Helm 2\.17\.0, 3\.8\.0 and later\.$/)
    },
  )

  it('is not made up', async () => {
    expect(() => parseVersion('Usage: helm [command]')).toThrow("'helm version' printed no version: Usage: helm [command]")
  })
})
