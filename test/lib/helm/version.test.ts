import {describe, expect, it} from '@jest/globals'
import {supported} from '../../../src/lib/helm/version.ts'

describe('the version of helm', () => {
  it.each([
    ['3.8.1+g5cb9af4', '3.8.1', 3],
    ['4.2.3+g43e8b7f', '4.2.3', 4],
    ['3.8.0', '3.8.0', 3],
    ['3.18.0-rc.1+gabc1234', '3.18.0-rc.1', 3],
    ['5.0.0', '5.0.0', 5],
    ['2.17.0+ga690bad', '2.17.0', 2],
  ])('is read from %j', (given, text, major) => {
    expect(supported(given)).toEqual({text, major})
  })

  it.each(['3.7.2+g663a896', '3.8.0-rc.1', '2.16.12+g47f0b88', '2.9.1+g20adb27', '1.2.1'])('is refused when it is %s', given => {
    expect(() => supported(given)).toThrow(/^Helm \S+ is too old\. vkctl works with Helm 2\.17\.0, 3\.8\.0 and later\.$/)
  })

  it('is not made up', () => {
    expect(() => supported('3.8')).toThrow("'3.8' is not a version of Helm.")
  })
})
