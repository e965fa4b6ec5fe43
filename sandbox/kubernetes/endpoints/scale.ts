import type {Request} from '../context.ts'
import type {Answer} from '../http/answer.ts'
import type {Parts} from '../parts.ts'
import {ensureFields, fieldsOf, isFields, numberOf, type Fields, type KubeObject} from '../object.ts'
import {jsonMergePatch} from '../patch/json-merge.ts'
import {fetchObject} from '../registry/fetch.ts'
import type {Call} from '../http/call.ts'
import {update} from '../registry/update.ts'
import {badRequest, unsupportedMediaType} from '../status-error.ts'
import {bodyAs} from './body-object.ts'

/** The number of replicas of a workload as an object of its own. */
export function scale(parts: Parts, request: Request, call: Call): Answer {
  const {context} = parts
  if (call.verb === 'get') return {code: 200, body: scaleOf(fetchObject(context, request))}
  const direct: Request = {...request, subresource: undefined}
  const object = update(context, direct, current => {
    const wanted =
      call.verb === 'update'
        ? bodyAs(parts, request, call, {group: 'autoscaling', version: 'v1', kind: 'Scale', model: 'V1Scale'})
        : patched(current, call)
    const replicas = numberOf(wanted.spec, 'replicas') ?? 0
    const next = structuredClone(current)
    ensureFields(next, 'spec').replicas = replicas
    return next
  })
  return {code: 200, body: scaleOf(object)}
}

function patched(current: KubeObject, {bytes, contentType}: Call): Fields {
  // The only type of patch that kubectl scale sends.
  if (!contentType.startsWith('application/merge-patch+json')) throw unsupportedMediaType(['application/merge-patch+json'])
  const result = jsonMergePatch(scaleOf(current), JSON.parse(bytes.toString()))
  if (!isFields(result)) throw badRequest('the patch makes no object')
  return result
}

function scaleOf({metadata, spec, status}: KubeObject): Fields {
  const {name, namespace, uid, resourceVersion, creationTimestamp} = metadata
  const labels = fieldsOf(fieldsOf(spec, 'selector'), 'matchLabels')
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {name, namespace, uid, resourceVersion, creationTimestamp},
    spec: {replicas: numberOf(spec, 'replicas') ?? 0},
    status: {
      replicas: numberOf(status, 'replicas') ?? 0,
      selector: Object.entries(labels)
        .map(([key, value]) => `${key}=${String(value)}`)
        .join(','),
    },
  }
}
