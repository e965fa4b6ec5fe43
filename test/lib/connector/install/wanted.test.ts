import {describe, expect, it} from '@jest/globals'
import {chartOf, credentialsObject, installDigest, plannedImage} from '../../../../src/lib/connector/install/wanted.ts'
import {connectorImage} from '../../../../src/lib/connector/model/image.ts'
import {wanted} from './wanted.ts'

describe('what Helm is to be given', () => {
  const one = wanted()
  const digest = installDigest(one)

  it.each(['name', 'version', 'source', 'digest'] as const)('is something else with another %s of the chart', key => {
    expect(installDigest({...one, chart: {...one.chart, [key]: 'other'}})).not.toBe(digest)
  })

  it('is something else with other values, and the same from another folder', () => {
    expect(installDigest({...one, values: {...one.values, more: 1}})).not.toBe(digest)
    expect(installDigest({...one, chart: {...one.chart, path: '/elsewhere'}})).toBe(digest)
  })
})

describe('a connector that is wanted', () => {
  it('runs the image of its values, and what another chart says is not known before', () => {
    const one = {...wanted(), values: {image: {repository: 'registry/vk', tag: '2'}}}
    expect(plannedImage(one)).toBe('registry/vk:2')
    expect(plannedImage(wanted())).toBe(`${connectorImage.repository}:1.6.4`)
    expect(plannedImage({...one, chart: {...one.chart, kind: 'upstream'}})).toBeNull()
  })

  it('has a chart with a version, and a Secret that is named as its release', () => {
    expect(chartOf(wanted())).toBe('aci-connector-0.1.0')
    expect(credentialsObject(wanted()).metadata).toMatchObject({name: 'vk-linux-eastus', namespace: 'virtual-kubelet'})
  })
})
