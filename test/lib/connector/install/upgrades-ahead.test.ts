import {describe, expect, it} from '@jest/globals'
import {startUpgrades} from '../../../../src/lib/connector/install/upgrades-ahead.ts'
import type {ConnectorChart} from '../../../../src/lib/helm/chart.ts'
import type {Helm, Upgrade} from '../../../../src/lib/helm/helm.ts'
import type {Release} from '../../../../src/lib/helm/releases.ts'

const chart = {name: 'aci-connector', kind: 'aci-connector', path: '/chart'} as ConnectorChart
const linux = {connectorName: 'vk', osType: 'Linux', location: 'eastus'} as const
const windows = {...linux, osType: 'Windows'} as const

/** A helm that fails without its values, as the real one does (test/lib/helm/on-cluster.ts). */
function open(given: {readonly values?: Readonly<Record<string, unknown>>} = {}) {
  const begun: Upgrade[] = []
  const installed = new Map<string, unknown>()
  let running = 0
  const upgrade = async (one: Upgrade): Promise<Release> => {
    begun.push(one)
    running++
    try {
      installed.set(one.release, await one.values)
      return {name: one.release, revision: 1} as Release
    } finally {
      await Promise.resolve()
      running--
    }
  }
  const ahead = startUpgrades({upgrade} as unknown as Helm, [linux, windows], {namespace: 'ns', chart, given, timeoutMs: 1000})
  return {ahead, begun, installed, running: () => running}
}

describe('upgrades that are started ahead', () => {
  it('are begun at once, one a connector, without values', () => {
    const {begun, installed} = open()
    expect(begun).toEqual([
      {release: 'vk-linux-eastus', namespace: 'ns', chart: '/chart', timeoutMs: 1000, fitsSchema: true, values: expect.any(Promise)},
      expect.objectContaining({release: 'vk-windows-eastus'}),
    ])
    expect(installed.size).toBe(0)
  })

  it('have the schema checked by helm as well when the user gives values', () => {
    expect(open({values: {replicas: 2}}).begun[0]?.fitsSchema).toBe(false)
  })

  it('go on with the values that they are given', async () => {
    const {ahead, installed} = open()
    expect(await ahead.goOn('vk-linux-eastus', Promise.resolve({a: 1}))).toMatchObject({revision: 1})
    expect([...installed]).toEqual([['vk-linux-eastus', {a: 1}]])
  })

  it('fail with what they wait for', async () => {
    const {ahead, installed} = open()
    await expect(ahead.goOn('vk-linux-eastus', Promise.reject(new Error('another was faster')))).rejects.toThrow('another was faster')
    expect(installed.size).toBe(0)
  })

  it('are none for another release', () => {
    expect(open().ahead.goOn('other-linux-eastus', Promise.resolve({}))).toBeUndefined()
  })

  it('have ended without a change once they are abandoned, but for those that go on', async () => {
    const {ahead, installed, running} = open()
    const {promise, resolve} = Promise.withResolvers<Readonly<Record<string, unknown>>>()
    const linuxUp = ahead.goOn('vk-linux-eastus', promise)
    await ahead.abandon()
    expect(running()).toBe(1)
    resolve({a: 1})
    await linuxUp
    expect([...installed.keys()]).toEqual(['vk-linux-eastus'])
    expect(ahead.goOn('vk-windows-eastus', Promise.resolve({}))).toBeUndefined()
  })
})
