import type {Request} from '../context.ts'
import type {Answer} from '../http/answer.ts'
import type {Parts} from '../parts.ts'
import {ensureFields, fieldsOf, listOf, textOf, timestamp, type Fields} from '../object.ts'
import type {Call} from '../http/call.ts'
import {subjectOf} from '../registry/subject.ts'
import {badRequest, conflict, invalid, notFound} from '../status-error.ts'
import {bodyAs} from './body-object.ts'

/** Binds a pod to a node, once: `POST …/pods/{name}/binding`, or `POST …/bindings` with the pod's name in the body. */
export function bind(parts: Parts, request: Request, call: Call): Answer {
  const binding = bodyAs(parts, request, call, {group: '', version: 'v1', kind: 'Binding', model: 'V1Binding'})
  const name = request.name ?? binding.metadata.name
  if (request.name !== undefined && binding.metadata.name !== request.name)
    throw badRequest('name in URL does not match name in Binding object')
  const node = textOf(binding.target, 'name')
  if (node === '') throw invalid('Binding', '', name, [{reason: 'FieldValueRequired', message: 'Required value', field: 'target.name'}])
  const {store} = parts.context
  const current = store.get('pods', request.namespace, name)
  const subject = {group: '', resource: 'pods', name}
  if (current === undefined) throw notFound(subject)
  if (current.metadata.deletionTimestamp !== undefined)
    throw conflict({...subjectOf(request, name), resource: 'pods/binding'}, `pod ${name} is being deleted, cannot be assigned to a host`)
  const taken = textOf(current.spec, 'nodeName')
  if (taken !== '')
    throw conflict({group: '', resource: 'pods/binding', name}, `pod ${name} is already assigned to node ${JSON.stringify(taken)}`)
  const pod = structuredClone(current)
  ensureFields(pod, 'spec').nodeName = node
  const status = ensureFields(pod, 'status')
  const others = listOf(status, 'conditions').filter(({type}) => type !== 'PodScheduled')
  status.conditions = [
    ...others,
    {type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: timestamp()},
  ] satisfies Fields[]
  const annotations = fieldsOf(binding.metadata, 'annotations')
  if (Object.keys(annotations).length > 0) Object.assign(ensureFields(pod.metadata as unknown as Fields, 'annotations'), annotations)
  if (!request.query.dryRun) store.put('pods', pod)
  return {code: 201, body: {kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201}}
}
