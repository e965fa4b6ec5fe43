import {Agent} from 'node:https'
import type {Azure} from '../../sandbox/azure/azure.ts'
import {codes, startRequestGate, type RequestGate} from './request-gate.ts'

export interface AzureGate extends RequestGate {
  /** What vkctl needs in its environment. */
  readonly metadataUrl: string
}

/** Stands before Azure. The connectors go past it. `rewriteKubeconfig` changes the kubeconfigs that Azure hands out. */
export async function startAzureGate(azure: Azure, azureCa: string, rewriteKubeconfig: (text: string) => string): Promise<AzureGate> {
  const gate = await startRequestGate({
    endpoint: azure.endpoint,
    agent: new Agent({keepAlive: true, ca: azureCa}),
    isCounted: () => true,
    rewrite(path, text, {endpoint}) {
      if (/listCluster(User|Admin)Credential/.test(path)) return withKubeconfig(text, rewriteKubeconfig)
      // Where the servers are said to be; the audience of tokens stays what it is.
      return text.replaceAll(azure.endpoint, endpoint).replaceAll(`"audiences":["${endpoint}`, `"audiences":["${azure.endpoint}`)
    },
    refusal: refusalOf,
  })
  return {...gate, metadataUrl: azure.metadataUrl.replace(azure.endpoint, gate.endpoint)}
}

function withKubeconfig(text: string, rewrite: (text: string) => string): string {
  const {kubeconfigs} = JSON.parse(text) as {readonly kubeconfigs: readonly {readonly name: string; readonly value: string}[]}
  return JSON.stringify({
    kubeconfigs: kubeconfigs.map(({name, value}) => ({
      name,
      value: Buffer.from(rewrite(Buffer.from(value, 'base64').toString('utf8'))).toString('base64'),
    })),
  })
}

/** Entra ID says its errors in another shape than Resource Manager. */
function refusalOf(status: keyof typeof codes, url: string): unknown {
  const message =
    status === 403
      ? `The client 'sweep' with object id 'sweep' does not have authorization to perform action 'Microsoft.Sweep/read' over scope '${url.split('?')[0]}' or the scope is invalid.`
      : 'The sweep made this request fail.'
  return url.includes('/subscriptions/')
    ? {error: {code: codes[status], message}}
    : {error: 'temporarily_unavailable', error_description: `AADSTS90033: ${message}`, error_codes: [90_033]}
}
