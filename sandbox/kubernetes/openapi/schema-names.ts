import {goName} from '../schema/atomic-fields.ts'

/**
 * The name of a model's schema in the OpenAPI document. The real names tell the Go package of each type; here all types of one
 * document share a made-up package, which no client looks at.
 */
export function schemaName(model: string): string {
  const special: Readonly<Record<string, string>> = {
    V1ObjectMeta: 'ObjectMeta',
    V1ListMeta: 'ListMeta',
    V1Status: 'Status',
    V1DeleteOptions: 'DeleteOptions',
  }
  const meta = special[model]
  return meta === undefined
    ? `io.k8s.api.${model.replace(goName(model), '').toLowerCase()}.${goName(model)}`
    : `io.k8s.apimachinery.pkg.apis.meta.v1.${meta}`
}
