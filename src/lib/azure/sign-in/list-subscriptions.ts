import type {HttpClient} from '@azure/core-rest-pipeline'
import type {Cloud} from '../clouds/cloud.ts'
import {parseBody} from '../transport/garbage.ts'
import {getJson} from '../transport/get-json.ts'
import {required} from '../transport/narrow.ts'

interface Page {
  readonly value?: readonly {readonly subscriptionId?: string; readonly displayName?: string}[]
  readonly nextLink?: string
}

/** All subscriptions that the signed-in identity can read (ARM, Subscriptions - List 2022-12-01). */
export async function listSubscriptions(
  {resourceManager}: Cloud,
  client: HttpClient,
  {userAgent, token}: {userAgent: string; token: string},
): Promise<readonly {readonly id: string; readonly name: string}[]> {
  const found: {id: string; name: string}[] = []
  let url: string | undefined = `${resourceManager}/subscriptions?api-version=2022-12-01`
  while (url !== undefined) {
    const page = parseBody(await getJson(url, client, {userAgent, token})) as Page | undefined
    for (const {subscriptionId, displayName} of required(page?.value, 'value', 'the subscriptions')) {
      found.push({id: required(subscriptionId, 'subscriptionId', 'a subscription'), name: displayName ?? ''})
    }
    // Do not send the token to another host.
    url = page?.nextLink?.startsWith(`${resourceManager}/`) === true ? page.nextLink : undefined
  }
  return found
}
