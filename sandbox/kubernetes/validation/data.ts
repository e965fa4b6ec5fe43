import {fieldsOf, textOf, type KubeObject} from '../object.ts'
import type {Cause} from '../status-error.ts'
import {invalidValue, required} from './cause.ts'

const keyText =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"

const mostBytes = 1024 * 1024

// Types of Secrets that must have certain keys.
const keysOfType: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
}

/** The keys and the size of a Secret or ConfigMap. */
export function validateData(object: KubeObject): Cause[] {
  const data = {...fieldsOf(object, 'data'), ...fieldsOf(object, 'binaryData')}
  const causes = Object.keys(data)
    .filter(key => !/^[-._a-zA-Z0-9]+$/.test(key))
    .map(key => invalidValue(`data[${key}]`, key, keyText))
  const size = Object.values(data).reduce<number>(
    (sum, value) => sum + (object.kind === 'Secret' ? (String(value).length / 4) * 3 : Buffer.byteLength(String(value))),
    0,
  )
  if (size > mostBytes)
    causes.push({
      reason: 'FieldValueTooLong',
      message: 'Too long: may not be more than 1048576 bytes',
      field: object.kind === 'Secret' ? 'data' : '',
    })
  if (object.kind === 'Secret') {
    for (const key of keysOfType[textOf(object, 'type')] ?? []) if (data[key] === undefined) causes.push(required(`data[${key}]`))
  }
  return causes
}
