import {connectorRule} from '../../connector-values.ts'

export const addonApart = connectorRule({
  id: 'addon-apart',
  category: 'azure',
  title: "AKS's own virtual node add-on is not in its way",
  page: {
    symptom: 'Pods for the connector run on virtual-node-aci-linux, the node of the add-on, or the other way round.',
    cause:
      'The virtual node add-on of AKS is on. Its node has the same labels and the same taint as that of a Linux connector, so a selector of type=virtual-kubelet fits both.',
    fix: 'Name the node in the selector of the pods, kubernetes.io/hostname, or turn the add-on off: az aks disable-addons --addons virtual-node.',
  },
  needs: ['cluster'],
  preflight: true,
  check({osType, nodeName}, {cluster: {virtualNodeAddon, name, resourceGroup}}) {
    if (!virtualNodeAddon) return {verdict: 'ok', message: `The add-on is off in ${name}`}
    if (osType === 'Windows') return {verdict: 'ok', message: 'The add-on runs Linux pods only'}
    return {
      verdict: 'warning',
      message: `The virtual node add-on of ${name} is on. Its node virtual-node-aci-linux has the labels and the taint of ${nodeName}, but puts pods on a subnet, so a pod that selects only type=virtual-kubelet may land on either.`,
      remedy: `Select kubernetes.io/hostname=${nodeName}, or: az aks disable-addons --resource-group ${resourceGroup} --name ${name} --addons virtual-node`,
    }
  },
})
