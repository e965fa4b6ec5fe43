import {apply} from '../apply/apply.ts'
import {typedErrors} from '../apply/typed-errors.ts'
import {rootType} from '../apply/track-update.ts'
import type {Context, Request} from '../context.ts'
import {parseJson, parseYaml} from '../http/body.ts'
import {isFields, textOf, type Fields, type KubeObject} from '../object.ts'
import {jsonMergePatch} from '../patch/json-merge.ts'
import {JsonPatchError, jsonPatch} from '../patch/json-patch.ts'
import {goPrint} from '../patch/go-print.ts'
import {strategicMergePatch} from '../patch/strategic.ts'
import {duplicateFields} from '../schema/duplicate-fields.ts'
import {groupVersion} from '../resources/resource.ts'
import {StatusError, badRequest, invalid} from '../status-error.ts'
import {decodeObject} from './decode-object.ts'
import {update} from './update.ts'

const types = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
]

/** Patches the object of the request; the content type says with which type of patch. */
export function patch(context: Context, request: Request, bytes: Buffer, contentType: string): {object: KubeObject; created: boolean} {
  const type = contentType.split(';')[0]?.trim() ?? ''
  const text = bytes.toString()
  const {resource} = request
  if (type === 'application/apply-patch+yaml') {
    const isJson = text.trimStart().startsWith('{')
    const value = parseYaml(text)
    checkTyped(context, request, value)
    return apply(context, request, decodeObject(context, request, {value, duplicates: isJson ? duplicateFields(text) : []}, resource))
  }
  if (!types.includes(type)) throw new StatusError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {})
  if (request.query.force !== undefined) {
    throw invalid('PatchOptions', 'meta.k8s.io', '', [
      {reason: 'FieldValueForbidden', message: 'Forbidden: may not be specified for non-apply patch', field: 'force'},
    ])
  }
  const document = parseJson(text, why => `error decoding patch: ${why}`)
  const duplicates = isFields(document) ? duplicateFields(text) : []
  const object = update(context, request, current => {
    const value = patched(context, request, current, document, type)
    if (!isFields(value)) throw badRequest('the patch makes no object')
    return decodeObject(context, request, {value, duplicates}, resource, message =>
      badPatch(type === types[2] ? goPrint(document) : JSON.stringify(value), type === types[2], message),
    )
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

function badPatch(shown: string, strategic: boolean, message: string): StatusError {
  const type = /of type (\S+)$/.exec(message)?.[1]
  const text = strategic && type !== undefined ? `unrecognized type: ${type}` : message
  return invalid('', '', '', [{reason: 'FieldValueInvalid', message: `Invalid value: ${JSON.stringify(shown)}: ${text}`, field: 'patch'}])
}

/** Throws the errors that server-side apply checks first: another kind, and fields that the schema does not have. */
function checkTyped(context: Context, request: Request, value: Fields): void {
  const {resource} = request
  const apiVersion = textOf(value, 'apiVersion')
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion]
  if (apiVersion !== groupVersion(resource) || value.kind !== resource.kind) {
    throw badRequest(`invalid object type: ${group}/${version}, Kind=${textOf(value, 'kind')}`)
  }
  const errors = typedErrors(context.schemas, value, rootType(request))
  if (errors.length === 0) return
  const name = `${textOf(value.metadata, 'namespace')}/${textOf(value.metadata, 'name')}`
  const list = errors.length === 1 ? errors[0] : `errors:\n${errors.map(error => `  ${error}`).join('\n')}`
  throw new StatusError(
    500,
    '',
    `failed to create typed patch object (${name}; ${group === '' ? '/v1' : apiVersion}, Kind=${resource.kind}): ${list}`,
  )
}
