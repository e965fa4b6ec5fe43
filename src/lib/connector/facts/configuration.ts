import {X509Certificate} from 'node:crypto'
import {nameOf, subnetId as idOfSubnet} from '../../azure/resources/ids.ts'
import type {ConnectorIdentity, ConnectorNetwork, CredentialsLook} from '../../checks/facts/connector-values.ts'
import type {DeploymentObject, SecretObject} from '../../kubernetes/objects.ts'
import {Secret} from '../../secret.ts'
import {readCredentials} from '../model/credentials-secret.ts'
import {environmentOf} from '../model/deployment-arguments.ts'
import type {ConnectorRecord} from '../model/record/record.ts'

/**
 * The subnet in the environment of a Deployment (azure-aci v1.6.4, pkg/network), or without a Deployment the one in the record; undefined if
 * the connector uses none.
 */
export function networkOf(
  deployment: DeploymentObject | undefined,
  {
    subscriptionId,
    aciResourceGroup,
    subnetId,
  }: {readonly subscriptionId: string; readonly aciResourceGroup: string; readonly subnetId?: string},
): ConnectorNetwork | undefined {
  if (deployment === undefined && subnetId !== undefined) {
    return {subnetId, subnetName: nameOf(subnetId), subnetCidr: '', kubeDnsIp: '', masterUri: '', longLivedToken: false}
  }
  const env = (name: string): string => environmentOf(deployment, name) ?? ''
  const subnetName = env('ACI_SUBNET_NAME')
  if (subnetName === '') return undefined
  return {
    subnetId: idOfSubnet({
      subscriptionId: env('ACI_VNET_SUBSCRIPTION_ID') || subscriptionId,
      resourceGroup: env('ACI_VNET_RESOURCE_GROUP') || aciResourceGroup,
      networkName: env('ACI_VNET_NAME'),
      subnetName,
    }),
    subnetName,
    subnetCidr: env('ACI_SUBNET_CIDR'),
    kubeDnsIp: env('KUBE_DNS_IP'),
    masterUri: env('MASTER_URI'),
    // Then the chart keeps the provider from using its own token (charts/aci-connector/templates/_proxy-token.tpl).
    longLivedToken: env('KUBECONFIG') !== '',
  }
}

interface AzureJson {
  readonly cloud?: string
  readonly aadClientId?: string
  readonly aadClientSecret?: string
  readonly userAssignedIdentityID?: string
  readonly location?: string
  readonly vnetName?: string
}

/** The parts of a connector's Secret that are not secret; undefined if there is no Secret or it is not vkctl's. */
export function credentialsLook(secret: SecretObject | undefined): CredentialsLook | undefined {
  const credentials = readCredentials(secret)
  const azure = parseAzureJson(secret)
  if (credentials === undefined || azure === undefined) return undefined
  return {
    cloud: azure.cloud ?? '',
    clientId: (isManagedIdentity(azure) ? azure.userAssignedIdentityID : azure.aadClientId) ?? '',
    location: azure.location ?? '',
    vnetName: azure.vnetName ?? '',
    clientCa: credentials.clientCa,
    certificateUntil: endOf(credentials.pair.certificate),
  }
}

/** The service principal that a connector signs in with; undefined if it uses a managed identity. */
export function servicePrincipalOf(
  secret: SecretObject | undefined,
): {readonly clientId: string; readonly clientSecret: Secret} | undefined {
  const azure = parseAzureJson(secret)
  if (azure?.aadClientId === undefined || azure.aadClientSecret === undefined || isManagedIdentity(azure)) return undefined
  return {clientId: azure.aadClientId, clientSecret: new Secret(azure.aadClientSecret)}
}

/**
 * The identity of a connector as its record describes it. If an install was interrupted, the record already names the new identity, and the Secret still has the
 * earlier one.
 */
export function recordedIdentity(
  record: Pick<ConnectorRecord, 'identity' | 'earlierPlaces'>,
  secret: SecretObject | undefined,
): ConnectorRecord['identity'] {
  const clientId = credentialsLook(secret)?.clientId
  const all = [record.identity, ...record.earlierPlaces.map(({identity}) => identity)]
  return all.find(identity => identity.clientId === clientId) ?? record.identity
}

/** The identity with which a connector signs in to Azure: by its record and its Secret, or else by its Secret. */
export function identityOf(record: ConnectorRecord | undefined, secret: SecretObject | undefined): ConnectorIdentity | undefined {
  if (record !== undefined) return recordedIdentity(record, secret)
  const azure = parseAzureJson(secret)
  if (azure === undefined) return undefined
  const clientId = credentialsLook(secret)?.clientId ?? ''
  return clientId === '' ? undefined : {kind: isManagedIdentity(azure) ? 'kubelet' : 'servicePrincipal', clientId, objectId: undefined}
}

function isManagedIdentity({aadClientId}: AzureJson): boolean {
  return aadClientId === undefined || aadClientId === 'msi'
}

function parseAzureJson(secret: SecretObject | undefined): AzureJson | undefined {
  const text = secret?.data?.['azure.json']
  if (text === undefined) return undefined
  try {
    return JSON.parse(Buffer.from(text, 'base64').toString('utf8')) as AzureJson
  } catch {
    return undefined
  }
}

/** When a certificate expires. A text that is not a certificate counts as expired. */
function endOf(certificate: string): Date {
  try {
    return new Date(new X509Certificate(certificate).validTo)
  } catch {
    return new Date(0)
  }
}
