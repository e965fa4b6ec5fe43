import {UsageError} from '../../errors.ts'
import type {Cloud} from './cloud.ts'
import {knownCloud} from './known-clouds.ts'

/** A custom cloud. Throws UsageError if an address is not https. */
export function customCloud(
  name: string,
  {resourceManager, authority, audience}: Pick<Cloud, 'resourceManager' | 'authority' | 'audience'>,
): Cloud {
  return {
    name,
    resourceManager: base(name, 'resource manager', resourceManager),
    authority: base(name, 'authority', authority),
    // Unchanged: for Entra ID, an audience with a final slash is a different audience.
    audience,
    custom: true,
    azureJsonName: knownCloud(name)?.azureJsonName ?? 'AzurePublicCloud',
  }
}

/** Must be https, because secrets and tokens are sent there. */
function base(cloud: string, what: string, address: string): string {
  if (!URL.canParse(address) || new URL(address).protocol !== 'https:') {
    throw new UsageError(`The ${what} of the cloud ${cloud} must be an https address, not '${address}'.`)
  }
  return address.replace(/\/+$/, '')
}
