import {fileURLToPath} from 'node:url'
import {describe, expect, it} from '@jest/globals'
import {chartValues, fitsSchema, type ValuesInput} from '../../../../src/lib/connector/install/values.ts'
import {UsageError} from '../../../../src/lib/errors.ts'
import {receipt, wanted} from './wanted.ts'

const {chart} = wanted()
const upstream = {...chart, kind: 'upstream', name: 'virtual-kubelet-azure-aci', version: '1.6.4'} as const
const input: ValuesInput = {
  root: fileURLToPath(new URL('../../../..', import.meta.url)),
  chart,
  receipt: receipt(),
  tenantId: 't',
  secretDigest: 'd',
  subnet: undefined,
}

describe('the values of the chart of vkctl', () => {
  it('put the pod into the namespace of the release', async () => {
    const {values, podNamespace} = await chartValues(input)
    expect(podNamespace).toBe('virtual-kubelet')
    expect(values).toMatchObject({nodeName: 'virtual-kubelet-vk-linux-eastus', vnet: {name: 'none', resourceGroup: 'MC_g'}})
  })

  it('are overruled by those of the user: maps key by key, all else as a whole', async () => {
    const mine = {image: {pullPolicy: 'Always'}, nodeName: {odd: true}, vnet: null, list: [1]}
    const {values} = await chartValues({...input, receipt: {...receipt(), given: {imageTag: '9', values: mine}}})
    expect(values).toMatchObject({image: {tag: '9', pullPolicy: 'Always'}, nodeName: {odd: true}, vnet: null, list: [1]})
  })
})

describe('the values of the chart of azure-aci', () => {
  it('are overruled by those of the user too', async () => {
    const {values, podNamespace} = await chartValues({
      ...input,
      chart: upstream,
      receipt: {...receipt(), given: {values: {nodeOsType: 'X'}}},
    })
    expect(values['nodeOsType']).toBe('X')
    expect(podNamespace).not.toBe('')
  })

  it('never hold a secret', async () => {
    const identity = {kind: 'servicePrincipal', clientId: 'app', objectId: 'o'} as const
    await expect(chartValues({...input, chart: upstream, receipt: {...receipt(), identity}})).rejects.toThrow(UsageError)
  })

  it.each([
    ['--vnet-subnet-id', {subnetId: '/s'}],
    ['--assign-identity', {identityId: '/i'}],
  ])('cannot say %s', async (flag, given) => {
    await expect(chartValues({...input, chart: upstream, receipt: {...receipt(), given}})).rejects.toThrow(flag)
  })
})

it('only the chart of vkctl with its own values is known to fit the schema', () => {
  expect(fitsSchema(chart, {})).toBe(true)
  expect(fitsSchema(chart, {values: {}})).toBe(false)
  expect(fitsSchema(upstream, {})).toBe(false)
})
