import {describe, expect, it} from '@jest/globals'
import {dialectOf, listFromTiller} from '../../../src/lib/helm/dialect.ts'

const ref = {release: 'one', namespace: 'ns'}
const how = {timeoutSeconds: 30, fitsSchema: false}

describe('what helm is told', () => {
  it('is the same for 3 and 4, but where they differ', () => {
    const [three, four] = [dialectOf(3), dialectOf(4)]
    const upgrade = [
      'upgrade',
      'one',
      '/chart',
      '--install',
      '--namespace',
      'ns',
      '--reset-values',
      '--values',
      '-',
      '--timeout',
      '30s',
      '--output',
      'json',
    ]
    expect(three.upgrade(ref, '/chart', how)).toEqual(upgrade)
    expect(four.upgrade(ref, '/chart', how)).toEqual([...upgrade, '--server-side=true', '--force-conflicts'])
    expect(three.rollback(ref, 7, 30)).toEqual(['rollback', 'one', '7', '--namespace', 'ns', '--timeout', '30s'])
    expect(four.rollback(ref, 7, 30)).toEqual([
      'rollback',
      'one',
      '7',
      '--namespace',
      'ns',
      '--timeout',
      '30s',
      '--server-side=true',
      '--force-conflicts',
    ])
    expect(four.uninstall(ref, 30)).toEqual(['uninstall', 'one', '--namespace', 'ns', '--timeout', '30s', '--no-hooks'])
    expect(four.values(ref)).toEqual(['get', 'values', 'one', '--namespace', 'ns', '--output', 'json'])
    expect(four.history(ref)).toEqual(['history', 'one', '--namespace', 'ns', '--output', 'json'])
    expect(four.template(ref, '/chart', undefined)).toEqual(['template', 'one', '/chart', '--namespace', 'ns', '--values', '-'])
    expect(four.template(ref, '/chart', '1.36.3').slice(-2)).toEqual(['--kube-version', '1.36.3'])
    expect(four.showChart('/chart')).toEqual(['show', 'chart', '/chart'])
    expect(four.pull('repo/chart', '/tmp/x')).toEqual(['pull', 'repo/chart', '--destination', '/tmp/x'])
  })

  it('fetches no schema that the objects are known to fit, where the API server checks them strictly anyway', () => {
    const known = {...how, fitsSchema: true}
    expect(dialectOf(4).upgrade(ref, '/chart', known)).toEqual([
      ...dialectOf(4).upgrade(ref, '/chart', how),
      '--disable-openapi-validation',
    ])
    // Helm 3 leaves it to the server to drop what it does not know.
    expect(dialectOf(3).upgrade(ref, '/chart', known)).toEqual(dialectOf(3).upgrade(ref, '/chart', how))
  })

  it('never lets Helm 2 wait five minutes for Tiller', () => {
    const tiller = ['--tiller-connection-timeout', '10']
    const two = dialectOf(2)
    expect(two.upgrade(ref, '/chart', how)).toEqual([
      'upgrade',
      '--install',
      'one',
      '/chart',
      '--namespace',
      'ns',
      '--reset-values',
      '-f',
      '-',
      '--timeout',
      '30',
      ...tiller,
    ])
    expect(two.uninstall(ref, 30)).toEqual(['delete', '--purge', 'one', '--timeout', '30', ...tiller])
    expect(two.rollback(ref, 7, 30)).toEqual(['rollback', 'one', '7', '--timeout', '30', ...tiller])
    expect(listFromTiller('')).toEqual(['ls', '--all', '--output', 'json', ...tiller])
    expect(listFromTiller('next-one')).toEqual(['ls', '--all', '--offset', 'next-one', '--output', 'json', ...tiller])
    expect(two.history(ref)).toEqual(['history', 'one', '--output', 'json', ...tiller])
    expect(two.values(ref)).toEqual(['get', 'values', 'one', '--output', 'json', ...tiller])
    expect(two.template(ref, '/chart', '1.21.0')).toEqual([
      'template',
      '/chart',
      '--name',
      'one',
      '--namespace',
      'ns',
      '-f',
      '-',
      '--kube-version',
      '1.21.0',
    ])
    expect(two.showChart('/chart')).toEqual(['inspect', 'chart', '/chart'])
    expect(two.pull('repo/chart', '/tmp/x')).toEqual(['fetch', 'repo/chart', '--destination', '/tmp/x'])
  })

  it('is that of the newest known Helm for a newer one', () => {
    expect(dialectOf(5)).toBe(dialectOf(4))
  })
})
