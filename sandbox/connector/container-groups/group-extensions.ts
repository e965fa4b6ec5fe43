import type {AzureIdentity} from '../identity/azure-identity.ts'

/** The extensions of Linux container groups in a VNet: kube-proxy with the connector's own token, and realtime metrics when asked for. */
export function groupExtensions(
  env: Readonly<Record<string, string>>,
  api: {readonly caCertificate: string; readonly token: string},
): object[] {
  const server = env['MASTER_URI'] || '10.0.0.1'
  const kubeConfig = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{name: 'cluster', cluster: {server, 'certificate-authority-data': Buffer.from(api.caCertificate).toString('base64')}}],
    users: [{name: 'user', user: {token: api.token}}],
    contexts: [{name: 'context', context: {cluster: 'cluster', user: 'user'}}],
    'current-context': 'context',
  }
  const kubeProxy = {
    name: 'kube-proxy',
    properties: {
      extensionType: 'kube-proxy',
      version: '1.0',
      settings: {clusterCidr: env['CLUSTER_CIDR'] || '10.240.0.0/16', kubeVersion: 'v1.9.10'},
      protectedSettings: {kubeConfig: Buffer.from(JSON.stringify(kubeConfig)).toString('base64')},
    },
  }
  const metrics = {
    name: 'vk-realtime-metrics',
    properties: {extensionType: 'realtime-metrics', version: '1.0', settings: {}, protectedSettings: {}},
  }
  return env['ENABLE_REAL_TIME_METRICS'] === 'true' ? [kubeProxy, metrics] : [kubeProxy]
}

/** Where container groups send their logs, from LOG_ANALYTICS_ID and LOG_ANALYTICS_KEY. */
export function groupDiagnostics(env: Readonly<Record<string, string>>): object | undefined {
  const {LOG_ANALYTICS_ID: workspaceId, LOG_ANALYTICS_KEY: workspaceKey} = env
  return workspaceId && workspaceKey ? {logAnalytics: {workspaceId, workspaceKey}} : undefined
}

/** The audience of tokens for Azure Resource Manager, by cloud. */
export const audiences: Readonly<Record<AzureIdentity['cloud'], string>> = {
  AzurePublicCloud: 'https://management.core.windows.net/',
  AzureUSGovernmentCloud: 'https://management.core.usgovcloudapi.net',
  AzureChinaCloud: 'https://management.core.chinacloudapi.cn',
}
