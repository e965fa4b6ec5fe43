import {describe, expect, it} from '@jest/globals'
import {chartReference, type ChartChoice} from '../../../../src/lib/connector/export/chart-reference.ts'

const chart = {name: 'aci-connector', version: '0.1.0'}
const reference = (choice: Partial<ChartChoice>) =>
  chartReference({release: 'vk', chart, url: undefined, directory: undefined, source: 'embedded', ...choice})

describe('where a chart is found', () => {
  it.each<readonly [Partial<ChartChoice>, object]>([
    [{}, {kind: 'folder', path: './charts/aci-connector'}],
    [{directory: 'apps/charts'}, {kind: 'folder', path: './apps/charts/aci-connector'}],
    [{directory: '../charts'}, {kind: 'folder', path: '../charts/aci-connector'}],
    [{url: 'oci://reg.io:5000/charts/aci-connector:0.1.0'}, {kind: 'oci', url: 'oci://reg.io:5000/charts/aci-connector'}],
    [{url: 'oci://reg.io:5000/aci-connector'}, {kind: 'oci', url: 'oci://reg.io:5000/aci-connector'}],
    [{url: 'https://x.io/charts'}, {kind: 'repository', url: 'https://x.io/charts'}],
    [{source: 'https://x.io/charts/c-1.6.4.tgz'}, {kind: 'archive', url: 'https://x.io/charts/c-1.6.4.tgz'}],
    [{source: '/home/me/chart'}, {kind: 'folder', path: '/home/me/chart'}],
    [{source: 'repo/chart'}, {kind: 'alias', alias: 'repo/chart'}],
  ])('for %j is %j', (choice, expected) => {
    expect(reference(choice)).toEqual({...chart, ...expected})
  })

  it('must be said if nobody knows it, or if a part of the address is secret', () => {
    expect(() => reference({source: undefined})).toThrow('not known where the chart aci-connector-0.1.0 of vk comes from')
    expect(() => reference({source: 'https://***@x.io/c.tgz'})).toThrow('a part of this address is secret')
    expect(() => reference({url: 'https://me:pw@x.io/charts'})).toThrow('https://***@x.io/charts')
  })
})
