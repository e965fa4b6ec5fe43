import {networkRule} from '../../network-rule.ts'

export const networkOs = networkRule({
  id: 'network-os',
  title: 'Its operating system is made for a virtual network',
  page: {
    symptom: 'Windows pods on a subnet find no Service of the cluster, neither by name nor by address.',
    cause: 'The provider gives Windows pods neither kube-proxy nor a name server, and documents no virtual network for them.',
    fix: 'Install the Windows connector without a subnet, unless its pods need the virtual network only.',
  },
  needs: [],
  preflight: true,
  check({subnetName}, {osType}) {
    if (osType === 'Linux') return {verdict: 'ok', message: 'Linux'}
    return {
      verdict: 'warning',
      message: `Windows pods on the subnet ${subnetName} reach neither Services nor the DNS of the cluster; the provider does not support it.`,
      remedy: 'Install the Windows connector without a subnet.',
    }
  },
})
