import type {MountedFiles} from '../../node/program.ts'
import {GoPanic} from '../go-quirks.ts'

export interface AzureIdentity {
  readonly cloud: CloudName
  readonly tenantId: string
  readonly subscriptionId: string
  /** Empty for a managed identity. */
  readonly clientId: string
  readonly clientSecret: string
  readonly userIdentityClientId: string
  /** The other settings in azure.json; undefined without azure.json. */
  readonly aks?: {readonly resourceGroup: string; readonly location: string; readonly vnetName: string; readonly vnetResourceGroup: string}
}

export type CloudName = 'AzurePublicCloud' | 'AzureUSGovernmentCloud' | 'AzureChinaCloud'

type Json = Readonly<Record<string, unknown>>

function decode(content: Buffer): string {
  if (content[0] === 0xff && content[1] === 0xfe) return new TextDecoder('utf-16le').decode(content)
  if (content[0] === 0xfe && content[1] === 0xff) return new TextDecoder('utf-16be').decode(content)
  return new TextDecoder().decode(content)
}

function read(
  files: MountedFiles,
  path: string,
  variable: string,
  kind: 'Azure auth' | 'AKS credential',
  text: (content: Buffer) => string,
): Json {
  const wrap = (why: string): Error =>
    new Error(`cannot get ${kind} config. Please make sure ${variable} env variable is set correctly: ${why}`)
  let content: Buffer
  try {
    content = files.read(path)
  } catch (error) {
    throw wrap(
      `reading ${kind === 'Azure auth' ? 'Authentication' : 'AKS credential'} file ${JSON.stringify(path)} failed: ${(error as Error).message}`,
    )
  }
  try {
    return JSON.parse(text(content)) as Json
  } catch (error) {
    throw wrap((error as Error).message)
  }
}

const string = (json: Json, key: string): string => (typeof json[key] === 'string' ? json[key] : '')

function cloudNamed(name: string): CloudName {
  if (name === 'AzurePublicCloud' || name === 'AzureUSGovernmentCloud' || name === 'AzureChinaCloud') return name
  throw new GoPanic('cloud config does not exist')
}

/**
 * The identity of the provider, as azure-aci v1.6.4 determines it: the auth file, or azure.json instead of it, then single variables
 * override them.
 */
export function azureIdentity(env: Readonly<Record<string, string>>, files: MountedFiles): AzureIdentity {
  let identity: AzureIdentity = {
    cloud: 'AzurePublicCloud',
    tenantId: '',
    subscriptionId: '',
    clientId: '',
    clientSecret: '',
    userIdentityClientId: '',
  }
  const authPath = env['AZURE_AUTH_LOCATION'] ?? ''
  if (authPath !== '') {
    const json = read(files, authPath, 'AZURE_AUTH_LOCATION', 'Azure auth', decode)
    identity = {
      ...identity,
      clientId: string(json, 'clientId'),
      clientSecret: string(json, 'clientSecret'),
      subscriptionId: string(json, 'subscriptionId'),
      tenantId: string(json, 'tenantId'),
      userIdentityClientId: string(json, 'userIdentityClientId'),
    }
  }
  const aksPath = env['AKS_CREDENTIAL_LOCATION'] ?? ''
  if (aksPath !== '') {
    const json = read(files, aksPath, 'AKS_CREDENTIAL_LOCATION', 'AKS credential', content => content.toString())
    const clientId = string(json, 'aadClientId')
    identity = {
      cloud: cloudNamed(string(json, 'cloud')),
      tenantId: string(json, 'tenantId'),
      subscriptionId: string(json, 'subscriptionId'),
      clientId: clientId.toLowerCase() === 'msi' ? '' : clientId,
      clientSecret: string(json, 'aadClientSecret'),
      userIdentityClientId: string(json, 'userAssignedIdentityID'),
      aks: {
        resourceGroup: string(json, 'resourceGroup'),
        location: string(json, 'location'),
        vnetName: string(json, 'vnetName'),
        vnetResourceGroup: string(json, 'vnetResourceGroup'),
      },
    }
  }
  const over = (variable: string, value: string): string => env[variable] || value
  identity = {
    ...identity,
    clientId: over('AZURE_CLIENT_ID', identity.clientId),
    clientSecret: over('AZURE_CLIENT_SECRET', identity.clientSecret),
    userIdentityClientId: over('VIRTUALNODE_USER_IDENTITY_CLIENTID', identity.userIdentityClientId),
    tenantId: over('AZURE_TENANT_ID', identity.tenantId),
    subscriptionId: over('AZURE_SUBSCRIPTION_ID', identity.subscriptionId),
  }
  if (identity.clientId === '' && identity.userIdentityClientId === '') {
    throw new Error('neither AZURE_CLIENT_ID or VIRTUALNODE_USER_IDENTITY_CLIENTID is being set')
  }
  return identity
}
