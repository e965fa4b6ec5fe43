import {commandLine} from '../../command-line.ts'
import {exitCodes, UserError} from '../../errors.ts'
import type {KubeObject} from '../../kubernetes/objects.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import {isNamed, isOwnObject, secretRefs} from './charts/chart-objects.ts'
import {instanceLabel, managedByLabel} from '../model/labels.ts'
import type {Wanted} from './wanted.ts'

/**
 * Throws if somebody else created an object with a name that a connector needs. vkctl and Helm would change it, and a removal would delete
 * it. No option skips this.
 */
export function refuseTaken(wanted: readonly Wanted[]): void {
  const taken = wanted.flatMap(takenFrom)
  const [first] = taken
  if (first === undefined) return
  const looks = taken.map(
    ({kind = '', metadata: {name, namespace}}) =>
      commandLine`kubectl get ${kind.toLowerCase()} ${name} ${namespace === undefined ? [] : ['--namespace', namespace]} --output yaml`,
  )
  throw new UserError(
    `The names of these objects are needed for the connector, but vkctl did not create the objects: ${taken.map(inWords).join(', ')}.`,
    {
      hints: ['Choose another --connector-name or --namespace, or delete the objects if nobody needs them.', ...looks],
      exitCode: exitCodes.checksFailed,
    },
  )
}

/** Throws if vkctl cannot find out whether somebody else created an object with the name of an object of the chart. */
export function refuseUnreadNames(wanted: readonly Wanted[]): void {
  const unread = wanted.flatMap(({chart, existing}) => (chart.kind === 'aci-connector' ? existing.namesUnread : []))
  if (unread.length > 0) throw unreadError('read the objects with the names of the connector', unread)
}

function takenFrom({record: {release, namespace}, chart, values, existing}: Wanted): readonly KubeObject[] {
  const secrets = secretRefs(release, namespace)
  return existing.named.filter(object => {
    if (secrets.some(ref => isNamed(object, ref))) return !isOwnObject(object, release)
    return chart.kind === 'aci-connector' && isMade(object, values) && !isOfRelease(object, {release, namespace, existing})
  })
}

/** Whether the chart creates such an object with these values. */
function isMade({kind}: KubeObject, values: Wanted['values']): boolean {
  if (kind === 'Deployment') return true
  const {create = true, name = ''} = (values[kind === 'ServiceAccount' ? 'serviceAccount' : 'rbac'] ?? {}) as {
    readonly create?: boolean
    readonly name?: string
  }
  return create && name === ''
}

/** Whether Helm created an object for this release. Helm 2 leaves no annotations, and then the release has to be there. */
function isOfRelease(
  {metadata: {annotations = {}, labels = {}}}: KubeObject,
  {release, namespace, existing}: {readonly release: string; readonly namespace: string; readonly existing: Wanted['existing']},
): boolean {
  const name = annotations['meta.helm.sh/release-name']
  if (name !== undefined) return name === release && annotations['meta.helm.sh/release-namespace'] === namespace
  return existing.release !== undefined && labels[managedByLabel] === 'Tiller' && labels[instanceLabel] === release
}

function inWords({kind = '', metadata: {name, namespace}}: KubeObject): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`
}
