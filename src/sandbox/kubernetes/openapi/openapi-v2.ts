import protobuf from 'protobufjs'

/**
 * A minimal OpenAPI v2 document in protobuf (openapi.v2.Document of google/gnostic): title and version only. Old clients fetch it
 * to check manifests by themselves; a kind that it does not describe they leave to the server.
 */
export function openApiV2(version: string): Buffer {
  const root = protobuf.Root.fromJSON({
    nested: {
      Document: {
        fields: {
          swagger: {id: 1, type: 'string'},
          info: {id: 2, type: 'Info'},
          paths: {id: 8, type: 'Empty'},
          definitions: {id: 9, type: 'Empty'},
        },
      },
      Info: {fields: {title: {id: 1, type: 'string'}, version: {id: 2, type: 'string'}}},
      Empty: {fields: {}},
    },
  })
  const type = root.lookupType('Document')
  return Buffer.from(
    type.encode(type.fromObject({swagger: '2.0', info: {title: 'Kubernetes', version}, paths: {}, definitions: {}})).finish(),
  )
}
