import * as tls from 'node:tls'
import type {Azure} from './azure/azure.ts'
import type {PersonName} from './azure/initial-world.ts'
import type {PrivateDirectory} from './private-directory.ts'

export interface EnvironmentParts {
  readonly azure: Azure
  readonly directory: PrivateDirectory
  /** PEM of the authority of the Azure stand-in. */
  readonly ca: string
  /** Of the cluster; undefined if it has no API server. */
  readonly kubeconfig: string | undefined
  readonly controlUrl: string
  readonly signedIn: PersonName
}

/** PEM of what Node trusts. Before 22.15 it does not tell what NODE_EXTRA_CA_CERTS adds. */
function trusted(): readonly string[] {
  const {getCACertificates}: Partial<typeof tls> = tls
  return getCACertificates?.('default') ?? tls.rootCertificates
}

/**
 * The environment variables with which vkctl, kubectl and az use the sandbox. vkctl finds the subscription, the resource group and the
 * cluster there, so that `vkctl install-connector --os-type Both` alone works.
 */
export async function sandboxEnvironment({
  azure,
  directory,
  ca,
  kubeconfig,
  controlUrl,
  signedIn,
}: EnvironmentParts): Promise<Record<string, string>> {
  const {clientId, secrets: [secret = ''] = []} = azure.principal(signedIn)
  const [cluster] = azure.state.clusters
  const bundle = await directory.write('ca-bundle.pem', [...trusted(), ca].map(pem => `${pem.trimEnd()}\n`).join(''))
  return {
    ARM_CLOUD_METADATA_URL: azure.metadataUrl,
    AZURE_CLOUD: azure.cloudName,
    NODE_EXTRA_CA_CERTS: await directory.write('ca.pem', ca),
    // az, which is written in Python, trusts only what is in these files.
    SSL_CERT_FILE: bundle,
    REQUESTS_CA_BUNDLE: bundle,
    // Entra ID of the public cloud does not know the sandbox. az would ask it.
    AZURE_CORE_INSTANCE_DISCOVERY: 'false',
    AZURE_CONFIG_DIR: await directory.directory('azure'),
    AZURE_TENANT_ID: azure.tenantId,
    AZURE_CLIENT_ID: clientId,
    AZURE_CLIENT_SECRET: secret,
    AZURE_SUBSCRIPTION_ID: azure.subscriptionId,
    AZURE_DEFAULTS_GROUP: cluster?.resourceGroup ?? '',
    VKCTL_DEFAULTS_CLUSTER_NAME: cluster?.name ?? '',
    ...(kubeconfig !== undefined && {KUBECONFIG: await directory.write('kubeconfig', kubeconfig)}),
    VKCTL_SANDBOX: controlUrl,
  }
}
