import type {IncomingMessage} from 'node:http'
import type {Context} from '../context.ts'
import {parseAccept} from '../http/accept.ts'
import type {Answer} from '../http/answer.ts'
import {withEtag} from '../http/etag.ts'
import {aggregatedDiscovery, type DiscoveryVersion} from './aggregated.ts'
import {apiGroupList, apiResourceList, apiVersions, oneGroup} from './legacy.ts'

/** Answers the paths that describe the API; undefined for any other path. */
export function discover(context: Context, request: IncomingMessage, path: string): Answer | undefined {
  const {resources} = context
  const parts = path.split('/').filter(part => part !== '')
  const [root, group = '', version = ''] = parts
  if (root === 'api' && parts.length === 1) {
    return aggregated(context, request, 'api') ?? {code: 200, body: apiVersions(request.headers.host ?? '')}
  }
  if (root === 'apis' && parts.length === 1) return aggregated(context, request, 'apis') ?? {code: 200, body: apiGroupList(resources)}
  const body =
    root === 'api' && parts.length === 2 ? apiResourceList(resources, '', group)
    : root === 'apis' && parts.length === 2 ? oneGroup(resources, group)
    : root === 'apis' && parts.length === 3 ? apiResourceList(resources, group, version)
    : undefined
  return body === undefined ? undefined : {code: 200, body}
}

function aggregated(context: Context, request: IncomingMessage, root: 'api' | 'apis'): Answer | undefined {
  const wanted = parseAccept(request.headers.accept).find(({parameters}) => parameters.get('as') === 'APIGroupDiscoveryList')
  const version = wanted?.parameters.get('v')
  if (version !== 'v2' && version !== 'v2beta1') return undefined
  const body = `${JSON.stringify(aggregatedDiscovery(context.resources, root, version satisfies DiscoveryVersion))}\n`
  return withEtag(request, body, `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`)
}
