import {gzipSync} from 'node:zlib'
import {describe, expect, it} from '@jest/globals'
import {isReleaseSecretName, releaseOfLabels, releaseSecretName, unpackRelease} from '../../../src/lib/helm/release-secret.ts'
import {parseUpgraded} from '../../../src/lib/helm/releases.ts'

const revision = {
  name: 'one',
  namespace: 'ns',
  version: 3,
  info: {status: 'deployed', last_deployed: '2026-11-23T13:48:04.207387576Z'},
  chart: {metadata: {name: 'aci-connector', version: '0.1.0', appVersion: '1.6.4'}},
}

function pack(text: string): string {
  return Buffer.from(gzipSync(text).toString('base64')).toString('base64')
}

describe('the Secret of a revision', () => {
  it('is unpacked', () => {
    const {release, manifest} = unpackRelease(pack(JSON.stringify({...revision, manifest: 'kind: Pod'}))) ?? {}
    expect(manifest).toBe('kind: Pod')
    expect(release).toEqual(parseUpgraded(JSON.stringify(revision)))
  })

  it.each([
    [releaseSecretName('r', 12), true],
    // The release `r.v1`.
    [releaseSecretName('r.v1', 2), false],
    [releaseSecretName('r.volumes', 1), false],
    ['sh.helm.release.v1.r.v', false],
  ])('of the release r is called %s: %s', (name, isIts) => {
    expect(isReleaseSecretName(name, 'r')).toBe(isIts)
  })

  it.each([
    ['empty', ''],
    ['not packed', Buffer.from(JSON.stringify(revision)).toString('base64')],
    ['no JSON', pack('{')],
    ['JSON of something else', pack('[]')],
    ['null', pack('null')],
    ['without a chart', pack(JSON.stringify({...revision, chart: {}}))],
    ['with a name that is no text', pack(JSON.stringify({...revision, name: {toString: 'x'}}))],
    ['with a revision that is no number', pack(JSON.stringify({...revision, version: '3'}))],
    ['with a chart whose name is no text', pack(JSON.stringify({...revision, chart: {metadata: {name: 1, version: '1'}}}))],
    ['with a status that is no text', pack(JSON.stringify({...revision, info: {status: 1}}))],
    ['too large when it is unpacked', pack(' '.repeat(31_000_000) + JSON.stringify(revision))],
  ])('is ignored if it is %s', (_, data) => {
    expect(unpackRelease(data)).toBeUndefined()
  })

  it.each([
    [
      {name: 'one', version: '12'},
      {release: 'one', revision: 12},
    ],
    [{name: 'one', version: 'x'}, undefined],
    [{name: 'one', version: '-1'}, undefined],
    [{name: 'one', version: '0'}, undefined],
    [{version: '1'}, undefined],
    [{}, undefined],
  ])('with the labels %j is of %j', (labels, named) => {
    expect(releaseOfLabels(labels)).toEqual(named)
  })
})
