import {describe, expect, it} from '@jest/globals'
import {parseHistory, parseReleases, parseUpgraded} from '../../../src/lib/helm/releases.ts'

describe('the releases that Tiller lists', () => {
  const release = {
    name: 'one',
    namespace: 'ns',
    revision: 12,
    status: 'pending-install',
    chartName: 'aci-connector',
    chartVersion: '0.1.0',
    appVersion: '1.6.4',
    updated: '2026-11-23T13:48:34.000Z',
  }

  it('are on pages and says nothing when there are none', () => {
    const stdout =
      '{"Next":"two","Releases":[{"Name":"one","Revision":12,"Updated":"Mon Nov 23 13:48:34 2026 UTC","Status":"PENDING_INSTALL","Chart":"aci-connector-0.1.0","AppVersion":"1.6.4","Namespace":"ns"}]}'
    expect(parseReleases(stdout)).toEqual({releases: [release], next: 'two'})
    expect(parseReleases('')).toEqual({releases: [], next: ''})
  })

  it.each([
    ['DEPLOYED', 'deployed'],
    ['DELETED', 'uninstalled'],
    ['DELETING', 'uninstalling'],
    ['PENDING_ROLLBACK', 'pending-rollback'],
    ['SUPERSEDED', 'superseded'],
    ['uninstalling', 'uninstalling'],
    ['failed', 'failed'],
    ['something-new', 'unknown'],
  ])('have a status that is %s in one word of ours', (theirs, ours) => {
    expect(parseHistory(JSON.stringify([{revision: 1, status: theirs}]))).toEqual([{revision: 1, status: ours}])
  })

  it.each([
    ['virtual-kubelet-azure-aci-1.6.4', 'virtual-kubelet-azure-aci', '1.6.4'],
    ['x-2-1.0.0-rc.1+b5', 'x-2', '1.0.0-rc.1+b5'],
    ['no-version', 'no-version', ''],
  ])('have the chart %s', (chart, chartName, chartVersion) => {
    const [read] = parseReleases(
      JSON.stringify({
        Next: '',
        Releases: [{Name: 'a', Namespace: 'b', Revision: 1, Updated: '', Status: 'DEPLOYED', Chart: chart, AppVersion: ''}],
      }),
    ).releases
    expect(read).toMatchObject({chartName, chartVersion, updated: undefined})
  })
})

describe('what helm says of an upgrade', () => {
  it('is a release', () => {
    const stdout = JSON.stringify({
      name: 'one',
      namespace: 'ns',
      version: 3,
      info: {status: 'deployed', last_deployed: '2026-11-23T13:48:04.207387576Z', notes: '…'},
      chart: {metadata: {name: 'aci-connector', version: '0.1.0'}},
      config: {},
      manifest: '…',
    })
    expect(parseUpgraded(stdout)).toEqual({
      name: 'one',
      namespace: 'ns',
      revision: 3,
      status: 'deployed',
      chartName: 'aci-connector',
      chartVersion: '0.1.0',
      appVersion: '',
      updated: '2026-11-23T13:48:04.207Z',
      hooks: 0,
    })
  })
})
