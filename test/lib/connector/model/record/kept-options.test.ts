import {describe, expect, it} from '@jest/globals'
import {keptGiven, keptOptionNames, parseKeptOptions, resetsIdentity} from '../../../../../src/lib/connector/model/record/kept-options.ts'

const given = {
  aciResourceGroup: 'g',
  chartUrl: 'oci://x',
  chartDigest: 'd',
  imageTag: '1',
  identityId: '/i',
  subnetId: '/s',
  values: {a: 1},
}

describe('the options that a connector keeps', () => {
  it('are kept unless they are reset', () => {
    expect(keptGiven({given}, [])).toEqual(given)
    expect(keptGiven(undefined, [])).toEqual({})
  })

  it('go with what depends on them', () => {
    const {chartUrl: _, chartDigest: __, ...rest} = given
    expect(keptGiven({given}, ['chart-url'])).toEqual(rest)
  })

  it('can all be reset', () => {
    expect(keptGiven({given}, keptOptionNames)).toEqual({})
    expect(resetsIdentity(keptOptionNames)).toBe(true)
  })

  it('include the identity, which is no value of the record', () => {
    expect(resetsIdentity(['service-principal'])).toBe(true)
    expect(resetsIdentity(['image-tag'])).toBe(false)
  })
})

describe('--reset', () => {
  it('takes names with blanks and dashes around them', () => {
    expect(parseKeptOptions('image-tag, --chart-url')).toEqual(['image-tag', 'chart-url'])
  })

  it.each(['', 'image-tag,', 'location', 'toString'])('refuses %j', text => {
    expect(() => parseKeptOptions(text)).toThrow(/argument --reset: '.*' is not an option that a connector keeps: use aci-resource-group, /)
  })
})
