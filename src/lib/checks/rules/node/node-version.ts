import {connectorRule} from '../../connector-values.ts'

/** `v1.25.0-vk-azure-aci-1.6.4`: a constant of azure-aci (v1.19.10 before 1.6), then its own version. */
const pattern = /^(?<kubelet>v[\d.]+)-vk-azure-aci-(?<provider>.+)$/

export const nodeVersion = connectorRule({
  id: 'node-version',
  category: 'node',
  title: 'Its node shows the version of azure-aci',
  page: {
    symptom: 'kubectl get nodes shows v1.25.0-vk-azure-aci-… for the virtual node, whatever version the cluster has.',
    cause:
      'The first part is a constant of the provider and means nothing; what follows vk-azure-aci is the version of the provider. A node that shows something else was registered by another program, or by a connector of 2019.',
    fix: 'Nothing has to be done for the constant. Replace a connector of 2019: run install-connector.',
  },
  needs: ['node'],
  check({nodeName}, {node}) {
    const version = node?.status?.nodeInfo?.kubeletVersion
    if (version === undefined)
      return {verdict: 'skipped', message: node === undefined ? `There is no node ${nodeName}` : 'It shows no version'}
    const {kubelet, provider} = pattern.exec(version)?.groups ?? {}
    if (provider !== undefined)
      return {verdict: 'ok', message: `Provider ${provider}; ${kubelet} is a constant of it, not a version of Kubernetes`}
    return {
      verdict: 'warning',
      message: `The node ${nodeName} shows the version ${version}, which is not one of azure-aci: an old connector or another program registered it.`,
      remedy: 'Run install-connector for this connector, without --chart-url.',
    }
  },
})
