import {printedHints} from '../../../../printed-hints.ts'
import {fileURLToPath} from 'node:url'
import {describe, expect, it} from '@jest/globals'
import {chartValues, fitsSchema, type ValuesInput} from '../../../../../src/lib/connector/install/values/values.ts'
import {UsageError} from '../../../../../src/lib/errors.ts'
import {record, wanted} from '../wanted.ts'

const {chart} = wanted()
const upstream = {...chart, kind: 'upstream', name: 'virtual-kubelet-azure-aci', version: '1.6.4'} as const
const input: ValuesInput = {
  root: fileURLToPath(new URL('../../../../..', import.meta.url)),
  chart,
  record: record(),
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
    const mine = {image: {pullPolicy: 'Always'}, logLevel: {odd: true}, vnet: null, list: [1]}
    const {values} = await chartValues({...input, record: {...record(), given: {imageTag: '9', values: mine}}})
    expect(values).toMatchObject({image: {tag: '9', pullPolicy: 'Always'}, logLevel: {odd: true}, vnet: null, list: [1]})
  })
})

describe('values of the user', () => {
  const embedded = {...chart, path: fileURLToPath(new URL('../../../../../charts/aci-connector', import.meta.url))}
  const refusal = (values: Record<string, unknown>, of: ValuesInput['chart'] = embedded) =>
    chartValues({...input, chart: of, record: {...record(), given: {values}}}).then(
      () => 'accepted',
      (error: unknown) => (error instanceof UsageError ? `${error.message} ${printedHints(error)}` : error),
    )

  it.each([
    ['nodeName', '--connector-name', {nodeName: 'aks-nodepool1-00000000-vmss000000'}],
    ['osType', '--os-type', {osType: 'Windows'}],
    ['location', '--location', {location: 'westus2'}],
    ['aciResourceGroup', '--aci-resource-group', {aciResourceGroup: 'other'}],
    ['secretName', '--service-principal', {secretName: 'other'}],
    ['image.tag', '--image-tag', {image: {tag: '1.6.3'}}],
    ['image.tag', '--image-tag', {image: null}],
    ['env.ACI_RESOURCE_GROUP', '--aci-resource-group', {env: {ACI_RESOURCE_GROUP: 'other'}}],
  ])('do not set %s: that is what %s is for', async (path, option, values) => {
    const said = await refusal(values)
    expect(said).toContain(`--set-values cannot set ${path}: vkctl sets it.`)
    expect(said).toContain(option)
  })

  it.each([
    ['namespace', {namespace: 'kube-system'}],
    ['nodeName', {nodeName: 'x'}],
    ['nodeOsType', {nodeOsType: 'Windows'}],
    ['providers.azure.managedIdentityID', {providers: {azure: {managedIdentityID: 'x'}}}],
    ['providers.azure.aciRegion', {providers: {azure: {aciRegion: 'westus2'}}}],
  ])('do not set %s of the chart of azure-aci either', async (path, values) => {
    expect(await refusal(values, upstream)).toContain(`--set-values cannot set ${path}: vkctl sets it.`)
  })

  it.each([
    ['the chart has no value logLevle', {logLevle: 'debug'}],
    ['the chart has no value resources.limit', {resources: {limit: {}}}],
    ['logLevel must be equal to one of the allowed values', {logLevel: 'loud'}],
    ['safeToEvict must be boolean', {safeToEvict: 'yes'}],
  ])('are refused where %s', async (why, values) => {
    expect(await refusal(values)).toContain(why)
  })

  it('may be all else that the chart accepts', async () => {
    const values = {image: {repository: 'registry.example/vk'}, quota: {cpu: '20'}, priorityClassName: null, env: {HTTPS_PROXY: 'http://p'}}
    expect(await refusal(values)).toBe('accepted')
  })
})

describe('the values of the chart of azure-aci', () => {
  it('are overruled by those of the user too', async () => {
    const {values, podNamespace} = await chartValues({
      ...input,
      chart: upstream,
      record: {...record(), given: {values: {nodeTaint: 'X'}}},
    })
    expect(values['nodeTaint']).toBe('X')
    expect(podNamespace).not.toBe('')
  })

  it('never hold a secret', async () => {
    const identity = {kind: 'servicePrincipal', clientId: 'app', objectId: 'o'} as const
    await expect(chartValues({...input, chart: upstream, record: {...record(), identity}})).rejects.toThrow(UsageError)
  })

  it.each([
    ['--vnet-subnet-id', {subnetId: '/s'}],
    ['--assign-identity', {identityId: '/i'}],
  ])('cannot say %s', async (flag, given) => {
    await expect(chartValues({...input, chart: upstream, record: {...record(), given}})).rejects.toThrow(flag)
  })
})

it('only the chart of vkctl with its own values is known to fit the schema', () => {
  expect(fitsSchema(chart, {})).toBe(true)
  expect(fitsSchema(chart, {values: {}})).toBe(false)
  expect(fitsSchema(upstream, {})).toBe(false)
})
