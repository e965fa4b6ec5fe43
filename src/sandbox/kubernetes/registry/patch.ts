import {apply} from '../apply/apply.ts'
import {rootType} from '../apply/track-update.ts'
import type {Context, Request} from '../context.ts'
import {parseJson, parseYaml} from '../http/body.ts'
import {isFields, type Fields, type KubeObject} from '../object.ts'
import {jsonMergePatch} from '../patch/json-merge.ts'
import {JsonPatchError, jsonPatch} from '../patch/json-patch.ts'
import {strategicMergePatch} from '../patch/strategic.ts'
import {duplicateFields} from '../schema/duplicate-fields.ts'
import {StatusError, badRequest, invalid, unsupportedMediaType} from '../status-error.ts'
import {decodeObject} from './decode-object.ts'
import {update} from './update.ts'

const types = [
  'application/json-patch+json', 'application/merge-patch+json', 'application/strategic-merge-patch+json', 'application/apply-patch+yaml',
]

/** Patches the object that the request names, by the kind of patch that the content type says. */
export function patch(context: Context, request: Request, bytes: Buffer, contentType: string): {object: KubeObject; created: boolean} {
  const type = contentType.split(';')[0]?.trim() ?? ''
  const text = bytes.toString()
  const {resource} = request
  if (type === 'application/apply-patch+yaml') {
    const isJson = text.trimStart().startsWith('{')
    const value = parseYaml(text)
    if (typeof value.apiVersion !== 'string' || typeof value.kind !== 'string') throw badRequest(`error decoding YAML: Object 'Kind' is missing in ${JSON.stringify(text)}`)
    return apply(context, request, decodeObject(context, request, {value, duplicates: isJson ? duplicateFields(text) : []}, resource))
  }
  if (!types.includes(type)) throw unsupportedMediaType(types)
  if (request.query.force !== undefined) {
    throw invalid('PatchOptions', 'meta.k8s.io', '', [{reason: 'FieldValueForbidden', message: 'Forbidden: may not be specified for non-apply patch', field: 'force'}])
  }
  const document = parseJson(text, why => `error decoding patch: ${why}`)
  const duplicates = isFields(document) ? duplicateFields(text) : []
  const object = update(context, request, current => {
    const value = patched(context, request, current, document, type)
    if (!isFields(value)) throw badRequest('the patch makes no object')
    return decodeObject(context, request, {value, duplicates}, resource, message => badPatch(request, value, message))
  })
  return {object, created: false}
}

function patched(context: Context, request: Request, current: KubeObject, document: unknown, type: string): unknown {
  if (type === 'application/json-patch+json') {
    try {
      return jsonPatch(current, document)
    } catch (error) {
      if (!(error instanceof JsonPatchError)) throw error
      throw new StatusError(422, 'Invalid', 'the server rejected our request due to an error in our request', {})
    }
  }
  if (!isFields(document)) throw badRequest('error decoding patch: json: cannot unmarshal into Go value of type map[string]interface {}')
  if (type === 'application/merge-patch+json') return jsonMergePatch(current, document)
  return strategicMergePatch(context.schemas, current, document, rootType(request))
}

function badPatch({resource}: Request, value: Fields, message: string): StatusError {
  const name = isFields(value.metadata) && typeof value.metadata.name === 'string' ? value.metadata.name : ''
  const text = message.startsWith('strict decoding error') ? `error decoding patch: ${message}` : message
  if (message.startsWith('strict decoding error')) return badRequest(text)
  return invalid(resource.kind, resource.group, name, [{reason: 'FieldValueInvalid', message: `Invalid value: ${JSON.stringify(JSON.stringify(value))}: ${text}`, field: 'patch'}])
}
