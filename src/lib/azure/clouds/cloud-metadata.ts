import type {HttpClient} from '@azure/core-rest-pipeline'
import {NotAllowedError, UsageError, UserError} from '../../errors.ts'
import type {Cloud} from './cloud.ts'
import {customCloud} from './custom-cloud.ts'
import {parseBody} from '../transport/garbage.ts'
import {getJson} from '../transport/get-json.ts'
import {withoutCredentials} from '../../addresses.ts'
import {failedRequest} from '../../http/failed-request.ts'
import {isPassing} from '../../http/patience.ts'

interface Entry {
  readonly name?: unknown
  readonly resourceManager?: unknown
  readonly authentication?: {readonly loginEndpoint?: unknown; readonly audiences?: unknown}
}

const hints = ['The address of a cloud ends in /metadata/endpoints?api-version=2022-09-01']

const variable = 'ARM_CLOUD_METADATA_URL'

/**
 * Reads the list of clouds at `/metadata/endpoints` of a Resource Manager, api-version 2019-05-01 or later, as az and Terraform do. Rejects with
 * UsageError if the URL is none, and with UserError or NotAllowedError if it answers something else.
 */
export async function readCloudMetadata(url: string, client: HttpClient, userAgent: string): Promise<readonly Cloud[]> {
  const shown = withoutCredentials(url)
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:')
    throw new UsageError(`${variable} must be an https address, not '${shown}'.`)
  const response = await getJson(url, client, {userAgent})
  if (isPassing(response.status)) throw new UserError(`${shown} answered with status ${response.status}. Try again in a while.`)
  const asked = {request: failedRequest({method: 'GET', url}, response.status)}
  if ([401, 403].includes(response.status))
    throw new NotAllowedError(`${variable}: ${shown} answered with status ${response.status}.`, asked)
  if (response.status !== 200) throw new UserError(`${variable}: ${shown} answered with status ${response.status}.`, {hints, ...asked})
  const list = parseBody(response)
  const clouds = Array.isArray(list) ? list.map((entry: Entry | null) => narrow(entry)).filter(cloud => cloud !== undefined) : []
  if (clouds.length === 0) {
    throw new UserError(`${variable}: ${shown} did not return a list of clouds.`, {hints, ...asked})
  }
  return clouds
}

/** Undefined for an entry without the needed fields: some clouds list other clouds incompletely. */
function narrow(entry: Entry | null): Cloud | undefined {
  const {name, resourceManager, authentication} = entry ?? {}
  const authority = authentication?.loginEndpoint
  const audience = Array.isArray(authentication?.audiences) ? (authentication.audiences[0] as unknown) : undefined
  if (typeof name !== 'string' || typeof resourceManager !== 'string' || typeof authority !== 'string' || typeof audience !== 'string')
    return undefined
  try {
    return customCloud(name, {resourceManager, authority, audience})
  } catch (error) {
    // What the address answers is no wrong usage.
    throw error instanceof UsageError ? new UserError(`${variable}: ${error.message}`, {cause: error}) : error
  }
}
