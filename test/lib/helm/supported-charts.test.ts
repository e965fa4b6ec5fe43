import {describe, expect, it} from '@jest/globals'
import {judgeChart} from '../../../src/lib/helm/supported-charts.ts'

describe('a chart', () => {
  it.each([
    ['aci-connector', '0.1.0', 'aci-connector'],
    ['virtual-kubelet-azure-aci', '1.4.8', 'upstream'],
    ['virtual-kubelet-azure-aci', '1.6.4', 'upstream'],
  ])('%s %s is installed as %s', async (name, version, kind) => {
    expect(judgeChart(name, version)).toEqual({kind})
  })

  it.each([
    ['virtual-kubelet-for-aks', '0.1.10', /dates from 2018.*its image no longer exists/],
    ['virtual-kubelet', '0.5.0', /from 2018/],
    ['virtual-kubelet-aci-for-aks', '1.4.0', /predecessor of virtual-kubelet-azure-aci.*ACS_CREDENTIAL_LOCATION/],
    ['virtual-kubelet-aci-for-aks', '1.2.1.3-mcr', /predecessor/],
    ['virtual-kubelet-azure-aci', '1.4.3', /before 1\.4\.4/],
    ['virtual-kubelet-azure-aci', '1.4.4', /before 1\.4\.8.*restricted/],
    ['virtual-kubelet-azure-aci', '1.4.7', /mounts folders of its node/],
    ['virtual-kubelet-azure-aci', '2.0.0-beta.1', /versions 1.4.8 to 1.x/],
    ['virtual-kubelet-azure-aci', '1.4', /no.* semantic version/],
    ['nginx', '15.0.0', /vkctl only knows the values of aci-connector and virtual-kubelet-azure-aci/],
    ['', '', /only/],
  ])('%s %s is refused with the reason', async (name, version, reason) => {
    expect(judgeChart(name, version)).toEqual({reason: expect.stringMatching(reason)})
  })
})
