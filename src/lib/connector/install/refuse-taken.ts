import {kubectl} from '../../printed-commands/printed-command.ts'
import {exitCodes, UserError} from '../../errors.ts'
import {kubeObjectInWords} from '../../kubernetes/kinds/object-in-words.ts'
import {isNamed} from '../../kubernetes/kinds/is-named.ts'
import {ofKind, type KubeObject} from '../../kubernetes/objects.ts'
import type {Reading} from '../../kubernetes/read.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import {secretRefs} from './existing.ts'
import {credentialsDigest, digestAnnotation, readCredentials} from '../model/credentials-secret.ts'
import {instanceLabel, isOwnObject, managedByLabel} from '../model/labels.ts'
import type {Wanted} from './wanted.ts'

/**
 * Throws if somebody else created an object with a name that a connector needs. vkctl and Helm would change it, and a removal would delete
 * it. No option skips this.
 */
export function refuseTaken(wanted: readonly Wanted[], named: ReadonlyMap<string, Reading>): void {
  const taken = wanted.flatMap(one => takenFrom(one, named.get(one.record.release)?.objects ?? []))
  const [first] = taken
  if (first === undefined) return
  const looks = taken.map(
    ({kind = '', metadata: {name, namespace}}) =>
      kubectl`get ${kind.toLowerCase()} ${name} ${namespace === undefined ? [] : ['--namespace', namespace]} --output yaml`,
  )
  throw new UserError(
    `The names of these objects are needed for the connector, but vkctl did not create the objects: ${taken.map(kubeObjectInWords).join(', ')}.`,
    {
      hints: ['Choose another --connector-name or --namespace, or delete the objects if nobody needs them.', ...looks],
      exitCode: exitCodes.checksFailed,
    },
  )
}

/** Throws if vkctl cannot find out whether somebody else created an object with the name of an object of the chart. */
export function refuseUnreadNames(named: ReadonlyMap<string, Reading>): void {
  const unread = [...named.values()].flatMap(reading => reading.unread)
  if (unread.length > 0) throw unreadError('read the objects with the names of the connector', unread)
}

/** Throws if the objects of an installed connector could not be compared with what they should be: an install must not guess. */
export function refuseUncompared(wanted: readonly Wanted[]): void {
  const unread = wanted.filter(({existing}) => existing.release !== undefined).flatMap(({uncompared}) => uncompared)
  if (unread.length > 0) throw unreadError('compare the objects of the connector with what they should be', unread)
}

function takenFrom({record: {release, namespace}, existing}: Wanted, named: readonly KubeObject[]): readonly KubeObject[] {
  const secrets = secretRefs(release, namespace)
  return named.filter(object =>
    secrets.some(ref => isNamed(object, ref))
      ? !isOwnObject(object, release) && !isInUse(object, existing)
      : !isOfRelease(object, {release, namespace, existing}),
  )
}

/** Whether the pod of the connector was started with what is in this Secret. Then it is vkctl's, even if somebody took its labels. */
function isInUse(object: KubeObject, {chartObjects}: Wanted['existing']): boolean {
  const credentials = object.kind === 'Secret' ? readCredentials(object) : undefined
  const digest = credentials && credentialsDigest(credentials)
  return ofKind(chartObjects, 'Deployment').some(
    ({spec}) => digest !== undefined && spec?.template?.metadata?.annotations?.[digestAnnotation] === digest,
  )
}

/** Whether Helm created an object for this release. Helm 2 leaves no annotations, and somebody may have removed them. Then the release has to be there. */
function isOfRelease(
  {metadata: {annotations = {}, labels = {}}}: KubeObject,
  {release, namespace, existing}: {readonly release: string; readonly namespace: string; readonly existing: Wanted['existing']},
): boolean {
  const name = annotations['meta.helm.sh/release-name']
  if (name !== undefined) return name === release && annotations['meta.helm.sh/release-namespace'] === namespace
  const isOfHelm = labels[managedByLabel] === 'Tiller' || labels[managedByLabel] === 'Helm'
  return existing.release !== undefined && isOfHelm && labels[instanceLabel] === release
}
