import type {Cloud} from './cloud.ts'

export const publicCloud: Cloud = {
  name: 'AzureCloud',
  resourceManager: 'https://management.azure.com',
  authority: 'https://login.microsoftonline.com',
  audience: 'https://management.azure.com',
  custom: false,
  azureJsonName: 'AzurePublicCloud',
}

/** The clouds that Microsoft runs, with the endpoints of az 2.91. */
export const knownClouds: readonly Cloud[] = [
  publicCloud,
  {
    name: 'AzureUSGovernment',
    resourceManager: 'https://management.usgovcloudapi.net',
    authority: 'https://login.microsoftonline.us',
    audience: 'https://management.usgovcloudapi.net',
    custom: false,
    azureJsonName: 'AzureUSGovernmentCloud',
  },
  {
    name: 'AzureChinaCloud',
    resourceManager: 'https://management.chinacloudapi.cn',
    authority: 'https://login.chinacloudapi.cn',
    audience: 'https://management.chinacloudapi.cn',
    custom: false,
    azureJsonName: 'AzureChinaCloud',
  },
]

/** The cloud with this name, as az or as azure.json spells it; undefined if Microsoft runs no such cloud. */
export function knownCloud(name: string): Cloud | undefined {
  const wanted = name.toLowerCase()
  return knownClouds.find(cloud => cloud.name.toLowerCase() === wanted || cloud.azureJsonName.toLowerCase() === wanted)
}
