import {UsageError} from '../../errors.ts'
import type {Cloud} from './cloud.ts'
import {knownCloud} from './known-clouds.ts'

/** A cloud of one's own, from what somebody wrote down about it. Rejects addresses that are not https. */
export function customCloud(
  name: string,
  {resourceManager, authority, audience}: Pick<Cloud, 'resourceManager' | 'authority' | 'audience'>,
): Cloud {
  return {
    name,
    resourceManager: base(name, 'resource manager', resourceManager),
    authority: base(name, 'authority', authority),
    // As it is: to Entra ID, an audience with a final slash is another one.
    audience,
    custom: true,
    azureJsonName: knownCloud(name)?.azureJsonName ?? 'AzurePublicCloud',
  }
}

/** Secrets and tokens are sent there. */
function base(cloud: string, what: string, address: string): string {
  if (!URL.canParse(address) || new URL(address).protocol !== 'https:') {
    throw new UsageError(`The ${what} of the cloud ${cloud} has to be an https address, not '${address}'.`)
  }
  return address.replace(/\/+$/, '')
}
