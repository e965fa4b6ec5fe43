import {trackUpdate} from '../apply/track-update.ts'
import type {Context, Request} from '../context.ts'
import type {Answer} from '../http/answer.ts'
import type {Parts} from '../parts.ts'
import {ensureFields, fieldsOf, isFields, numberOf, type Fields, type KubeObject, type ManagedFields} from '../object.ts'
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
  const track = (current: KubeObject, next: KubeObject): void =>
    trackScale(context, {...direct, subresource: request.subresource}, current, next)
  const change = (current: KubeObject): KubeObject => {
    const wanted =
      call.verb === 'update'
        ? bodyAs(parts, request, call, {group: 'autoscaling', version: 'v1', kind: 'Scale', model: 'V1Scale'})
        : patched(current, call)
    const replicas = numberOf(wanted.spec, 'replicas') ?? 0
    const next = structuredClone(current)
    ensureFields(next, 'spec').replicas = replicas
    return next
  }
  return {code: 200, body: scaleOf(update(context, direct, change, track))}
}

/**
 * Who scales becomes the owner of the replicas, as a manager of the subresource. But a Scale without replicas means 0, so who scales to 0 owns nothing, and if
 * nobody owned the replicas, nobody does afterwards (k8s.io/apimachinery/pkg/util/managedfields/internal, as kube-apiserver 1.36 answers).
 */
function trackScale(context: Context, request: Request, current: KubeObject, next: KubeObject): void {
  const owns = ({fieldsV1}: ManagedFields): boolean => fieldsOf(fieldsOf({fieldsV1}, 'fieldsV1'), 'f:spec')['f:replicas'] !== undefined
  if (!(current.metadata.managedFields ?? []).some(owns)) return
  trackUpdate(context, request, current, next)
  if (fieldsOf(next, 'spec').replicas !== 0) return
  next.metadata.managedFields = (next.metadata.managedFields ?? []).filter(entry => entry.subresource !== 'scale')
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
