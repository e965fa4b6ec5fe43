import type {ReleaseRef} from '../../helm/dialect.ts'
import type {Helm} from '../../helm/helm.ts'
import {isNamed} from '../../kubernetes/kinds/is-named.ts'
import {ofKind, refOf, type KubeObject} from '../../kubernetes/objects.ts'
import {releasedObjects} from './rendered.ts'

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
  const secrets = ofKind(await releasedObjects(helm, ref), 'Secret')
  return rendered.map(object => {
    const released: Content | undefined = secrets.find(secret => isNamed(secret, refOf(object)))
    if (released === undefined) return object
    const {data: _, stringData: __, ...rest} = object as Content
    const {data, stringData} = released
    return {...rest, ...(data !== undefined && {data}), ...(stringData !== undefined && {stringData})}
  })
}
