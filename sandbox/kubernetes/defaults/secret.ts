import {ensureFields, fieldsOf, type KubeObject} from '../object.ts'

/** Opaque by default; `stringData` is moved into `data`, as it is never kept. */
export function setSecretDefaults(secret: KubeObject): void {
  secret.type ??= 'Opaque'
  const texts = Object.entries(fieldsOf(secret, 'stringData'))
  if (texts.length > 0) {
    const data = ensureFields(secret, 'data')
    for (const [key, value] of texts) data[key] = Buffer.from(String(value)).toString('base64')
  }
  delete secret.stringData
}
