import type {MountedFiles} from '../../node/program.ts'
import type {AzureIdentity} from '../identity/azure-identity.ts'
import type {ConnectorFlags} from './flags.ts'
import {isKnownRegion, regions} from './regions.ts'

export interface Network {
  readonly vnetName: string
  readonly vnetResourceGroup: string
  readonly vnetSubscriptionId: string
  /** Empty without VNet mode. */
  readonly subnetName: string
  readonly subnetCidr: string
  readonly kubeDnsIP: string
}

export interface ProviderSettings {
  readonly resourceGroup: string
  readonly region: string
  readonly capacity: {readonly cpu: string; readonly memory: string; readonly pods: string}
  readonly network: Network
}

type Env = Readonly<Record<string, string>>

function cidrOf(env: Env, subnetName: string): string {
  const cidr = env['ACI_SUBNET_CIDR'] ?? ''
  if (cidr !== '' && subnetName === '')
    throw new Error('subnet CIDR defined but no subnet name, subnet name is required to set a subnet CIDR')
  if (cidr !== '' && !/^[\d.]+\/\d+$/.test(cidr)) throw new Error(`error parsing provided subnet CIDR: invalid CIDR address: ${cidr}`)
  return cidr
}

function networkOf(env: Env, identity: AzureIdentity, resourceGroup: string, subnetOfConfig: string): Network {
  const vnetName = env['ACI_VNET_NAME'] || identity.aks?.vnetName || ''
  if (vnetName === '') throw new Error('vnet name can not be empty please set ACI_VNET_NAME')
  const vnetResourceGroup = env['ACI_VNET_RESOURCE_GROUP'] || identity.aks?.vnetResourceGroup || resourceGroup
  if (vnetResourceGroup === '') throw new Error('vnet resourceGroup can not be empty please set ACI_VNET_RESOURCE_GROUP')
  const subnetName = env['ACI_SUBNET_NAME'] || subnetOfConfig
  const subnetCidr = cidrOf(env, subnetName)
  return {
    vnetName,
    vnetResourceGroup,
    subnetName,
    subnetCidr,
    vnetSubscriptionId: env['ACI_VNET_SUBSCRIPTION_ID'] || identity.subscriptionId,
    kubeDnsIP: env['KUBE_DNS_IP'] ?? '',
  }
}

/** The `--provider-config` file: only these three of its keys are still used. */
function configFile(files: MountedFiles, path: string): {Region?: string; ResourceGroup?: string; SubnetName?: string} {
  if (path === '') return {}
  const entries = files
    .read(path)
    .toString()
    .matchAll(/^\s*(Region|ResourceGroup|SubnetName)\s*=\s*"([^"]*)"/gm)
  return Object.fromEntries([...entries].map(([, key = '', value = '']) => [key, value]))
}

/** The settings of the provider. Fails with its texts if it would not start (azure-aci v1.6.4 pkg/provider, pkg/network). */
export function providerSettings(env: Env, files: MountedFiles, flags: ConnectorFlags, identity: AzureIdentity): ProviderSettings {
  const config = configFile(files, flags['provider-config'])
  const ofCluster = identity.aks === undefined ? (config.ResourceGroup ?? '') : identity.aks.resourceGroup
  const resourceGroup = env['ACI_RESOURCE_GROUP'] || ofCluster
  if (resourceGroup === '') throw new Error('resource group can not be empty please set ACI_RESOURCE_GROUP')
  const region = env['ACI_REGION'] || (identity.aks === undefined ? (config.Region ?? '') : identity.aks.location)
  if (region === '') throw new Error('region can not be empty please set ACI_REGION')
  if (!isKnownRegion(region)) throw new Error(`Region ${region} is invalid. Current supported regions are: ${regions.join(', ')}`)
  return {
    resourceGroup,
    region,
    capacity: {cpu: env['ACI_QUOTA_CPU'] || '10000', memory: env['ACI_QUOTA_MEMORY'] || '4Ti', pods: env['ACI_QUOTA_POD'] || '5000'},
    network: networkOf(env, identity, ofCluster, config.SubnetName ?? ''),
  }
}
