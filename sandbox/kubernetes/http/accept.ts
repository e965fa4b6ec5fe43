/** A media type that a client accepts. */
export interface Accepted {
  readonly type: string
  readonly parameters: ReadonlyMap<string, string>
}

/** In the client's order of preference. */
export function parseAccept(header: string | undefined): Accepted[] {
  return (header ?? 'application/json').split(',').map(part => {
    const [type = '', ...parameters] = part.split(';').map(text => text.trim())
    return {type: type.toLowerCase(), parameters: new Map(parameters.map(text => [text.split('=')[0] ?? '', text.split('=')[1] ?? '']))}
  })
}

/** Whether the client's first choice is a table or metadata only, and which version of `meta.k8s.io`. */
export function wantedForm(header: string | undefined): {
  readonly as: 'Table' | 'PartialObjectMetadata' | 'object'
  readonly version: string
} {
  const first = parseAccept(header).find(({type}) => type === 'application/json' || type === '*/*')
  const as = first?.parameters.get('as')
  const version = first?.parameters.get('v') ?? 'v1'
  if (as === 'Table') return {as, version}
  if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') return {as: 'PartialObjectMetadata', version}
  return {as: 'object', version}
}
