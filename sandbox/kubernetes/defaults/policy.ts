import {ensureFields, type KubeObject} from '../object.ts'

export function setPolicyDefaults(object: KubeObject): void {
  ensureFields(object, 'spec')
}
