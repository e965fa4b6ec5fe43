import {gzipSync} from 'node:zlib'
import {describe, expect, it} from '@jest/globals'
import {unpackTillerRelease} from '../../../src/lib/helm/tiller-release.ts'

const packed = (...bytes: readonly (number | string)[]) =>
  gzipSync(Buffer.concat(bytes.map(part => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part))))).toString('base64')
const [name, namespace] = [
  [10, 1, 'r'],
  [66, 2, 'ns'],
]

describe('a release of Tiller', () => {
  it('is read with its name and namespace', () => {
    expect(unpackTillerRelease(packed(...name, ...namespace))).toEqual({name: 'r', namespace: 'ns'})
    const long = 'x'.repeat(200)
    // A number of two bytes, a fixed one of eight and of four, a chart of 200 bytes.
    const others = [56, 172, 2, 65, '12345678', 69, '1234', 26, 200, 1, long]
    expect(unpackTillerRelease(packed(...name, ...others, ...namespace))).toEqual({name: 'r', namespace: 'ns'})
  })

  it.each([
    ['nothing', ''],
    ['no gzip', 'eA=='],
    ['no namespace', packed(...name)],
    ['a message that ends too early', packed(...name, 66)],
    ['a group, which no release has', packed(11, ...name)],
  ])('is none in %s', (_, data) => {
    expect(unpackTillerRelease(data)).toBeUndefined()
  })
})
