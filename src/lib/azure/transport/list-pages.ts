import type {Arm} from './arm.ts'
import {parseBody} from './garbage.ts'
import {getJson} from './get-json.ts'
import {required} from './narrow.ts'

interface Page<T> {
  readonly value?: readonly T[] | null
  readonly nextLink?: string | null
}

/**
 * The pages of a list of Resource Manager, as Azure sends them. For lists of thousands of large items: the clients of the SDK copy every item in full.
 * @param path Path below the endpoint, which begins with `/subscriptions/`.
 */
export async function* pagesOf<T>(
  {credential, clientOptions}: Pick<Arm, 'credential' | 'clientOptions'>,
  path: string,
  apiVersion: string,
  thing: string,
): AsyncGenerator<readonly T[]> {
  const {endpoint, httpClient, credentialScopes, userAgentOptions} = clientOptions
  let url: string | undefined = `${endpoint}${path}?api-version=${apiVersion}`
  while (url !== undefined) {
    const token = await credential.getToken(credentialScopes)
    const options = {userAgent: userAgentOptions.userAgentPrefix, ...(token !== null && {token: token.token})}
    const page = parseBody(await getJson(url, httpClient, options)) as Page<T> | undefined
    yield required(page?.value, 'value', thing)
    url = page?.nextLink ?? undefined
  }
}
