import type {IncomingMessage} from 'node:http'
import type {Context} from '../context.ts'
import {parseAccept} from '../http/accept.ts'
import type {Answer} from '../http/answer.ts'
import {withEtag} from '../http/etag.ts'
import type {Fields} from '../object.ts'
import {aggregatedDiscovery, type DiscoveryVersion} from './aggregated.ts'
import {apiGroupList, apiResourceList, apiVersions} from './legacy.ts'

/** Answers the paths that describe the API; undefined for any other path. */
export function discover(context: Context, request: IncomingMessage, path: string): Answer | undefined {
  const {resources} = context
  const [root, ...rest] = path.split('/').filter(part => part !== '')
  if (root !== 'api' && root !== 'apis') return undefined
  if (rest.length === 0) {
    const plain = (): Fields => (root === 'api' ? apiVersions(request.headers.host ?? '') : apiGroupList(resources))
    return aggregated(context, request, root) ?? {code: 200, body: plain()}
  }
  const [group = '', version = '', ...more] = root === 'api' ? ['', ...rest] : rest
  const body = more.length > 0 ? undefined : apiResourceList(resources, group, version)
  return body === undefined ? undefined : {code: 200, body}
}

function aggregated(context: Context, request: IncomingMessage, root: 'api' | 'apis'): Answer | undefined {
  const wanted = parseAccept(request.headers.accept).find(({parameters}) => parameters.get('as') === 'APIGroupDiscoveryList')
  const version = wanted?.parameters.get('v')
  if (version !== 'v2' && version !== 'v2beta1') return undefined
  const body = `${JSON.stringify(aggregatedDiscovery(context.resources, root, version satisfies DiscoveryVersion))}\n`
  return withEtag(request, body, `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`)
}
