import {fieldsOf, typeOf} from '../kubernetes/api-types.ts'
import {currentVersion, versionFault} from '../kubernetes/api-versions.ts'
import type {ManifestObject} from '../objects.ts'
import {replaceScalar, type Edit} from './edit.ts'
import {fieldAt, type YamlNode} from './yaml-tree.ts'

/** What can be changed without doubt in an object of any kind: quotes around values that must be text, and an apiVersion with the same fields. */
export function objectEdits(source: string, node: YamlNode, {apiVersion, kind, line, faults}: ManifestObject): readonly Edit[] {
  const current = currentVersion(apiVersion, kind)
  const type = current === undefined ? undefined : typeOf(current, kind)
  if (current === undefined || type === undefined) return []
  const isOld = versionFault(apiVersion, kind, line) !== undefined && faults.every(({verdict}) => verdict === 'warning')
  return [...(isOld ? replaceScalar(fieldAt(node, 'apiVersion'), current) : []), ...quoteEdits(source, node, type)]
}

/** Plain scalars that YAML takes for numbers and booleans. */
const noText = /^([-+]?(\d[\d_]*(\.\d*)?|\.\d+)([eE][-+]?\d+)?|0x[\da-f]+|0o?[0-7]+|true|false|yes|no|on|off)$/i

function quoteEdits(source: string, node: YamlNode, type: string): readonly Edit[] {
  if (node.kind === 'scalar') {
    const text = source.slice(node.start, node.end)
    return type === 'string' && node.isPlain && noText.test(text) ? replaceScalar(node, JSON.stringify(text)) : []
  }
  if (node.kind === 'list') return type.startsWith('[]') ? node.items.flatMap(item => quoteEdits(source, item, type.slice(2))) : []
  if (node.kind !== 'map') return []
  const fields = fieldsOf(type)
  return node.entries.flatMap(({key, value}) => {
    const field = type.startsWith('{}') ? type.slice(2) : fields !== undefined && Object.hasOwn(fields, key) ? fields[key] : undefined
    return field === undefined ? [] : quoteEdits(source, value, field.replace('!', ''))
  })
}
