import type {HttpClient} from '@azure/core-rest-pipeline'
import type {Cloud} from '../clouds/cloud.ts'
import {parseBody} from '../transport/garbage.ts'
import {getJson} from '../transport/get-json.ts'
import {required} from '../transport/narrow.ts'
import {onlyToHostOf} from '../transport/one-host.ts'
import {endless, mostPages} from '../transport/pages.ts'

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
  const confined = onlyToHostOf(resourceManager, client)
  for (let pages = 0; url !== undefined; pages++) {
    if (pages === mostPages) throw endless('the subscriptions')
    const page = parseBody(await getJson(url, confined, {userAgent, token})) as Page | undefined
    for (const {subscriptionId, displayName} of required(page?.value, 'value', 'the subscriptions')) {
      found.push({id: required(subscriptionId, 'subscriptionId', 'a subscription'), name: displayName ?? ''})
    }
    url = page?.nextLink || undefined
  }
  return found
}
