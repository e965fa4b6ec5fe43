import type {ReleaseRef} from '../../helm/dialect.ts'
import type {Helm} from '../../helm/helm.ts'
import type {KubeObject} from '../../kubernetes/objects.ts'
import {renderedObjects} from './rendered.ts'

interface Content extends KubeObject {
  readonly data?: unknown
  readonly stringData?: unknown
}

/**
 * The rendered objects, with what Helm stores for the release in their Secrets: a chart can make a new certificate whenever it is rendered, and the one of the release
 * is in use. Nothing else is taken from the release, because whoever can write Secrets in its namespace could have changed it.
 */
export async function withReleasedSecrets(
  helm: Pick<Helm, 'manifest' | 'version'>,
  ref: ReleaseRef,
  rendered: readonly KubeObject[],
): Promise<readonly KubeObject[]> {
  if (!rendered.some(({kind}) => kind === 'Secret')) return rendered
  const {objects} = await renderedObjects(await helm.manifest(ref), ref, helm.version.major)
  return rendered.map(object => {
    const released: Content | undefined = objects.find(other => isSameSecret(other, object))
    if (released === undefined) return object
    const {data: _, stringData: __, ...rest} = object as Content
    const {data, stringData} = released
    return {...rest, ...(data !== undefined && {data}), ...(stringData !== undefined && {stringData})}
  })
}

function isSameSecret({kind, metadata}: KubeObject, other: KubeObject): boolean {
  return (
    kind === 'Secret' && other.kind === kind && metadata.name === other.metadata.name && metadata.namespace === other.metadata.namespace
  )
}
