import {factOf} from '../../checks/engine/fact.ts'
import {InterruptedError, UserError} from '../../errors.ts'
import type {KubeObject, ObjectRef} from '../../kubernetes/objects.ts'
import {listObjects, readObjects} from '../../kubernetes/read.ts'
import {reasonsOf} from '../../kubernetes/unread.ts'
import {deleteObjects} from '../../kubernetes/write.ts'
import {isOurNamespace} from '../model/namespace-object.ts'
import {receiptName} from '../model/receipt.ts'
import {remaining, type RemoveContext} from './remove-one.ts'

export interface Swept {
  readonly removed: readonly string[]
  readonly left: readonly string[]
}

export interface ReceiptsRemoved {
  /** What became of each receipt, by its release. */
  readonly of: ReadonlyMap<string, Swept>
  readonly namespace: Swept
}

export interface Receipts {
  readonly namespace: string
  readonly releases: readonly string[]
  /** No other connector stays in the namespace. */
  readonly isLast: boolean
}

const kinds = [
  'deployments.apps',
  'statefulsets.apps',
  'daemonsets.apps',
  'pods',
  'services',
  'configmaps',
  'secrets',
  'serviceaccounts',
  'persistentvolumeclaims',
]
const nothing: Swept = {removed: [], left: []}

/**
 * Deletes receipts. Where vkctl made their namespace and nothing else lives in it, it is deleted with the receipts in it: until then the
 * removal is found again, and from then on Kubernetes finishes it.
 */
export async function removeReceipts(context: RemoveContext, {namespace, releases, isLast}: Receipts): Promise<ReceiptsRemoved> {
  const {host, session, journal, deadline} = context
  const all = (swept: (what: string, receipt: string) => Swept): ReadonlyMap<string, Swept> =>
    new Map(releases.map(release => [release, swept(`configmap ${namespace}/${receiptName(release)}`, receiptName(release))]))
  const notes = releases.map((release): ObjectRef => ({apiVersion: 'v1', kind: 'ConfigMap', name: receiptName(release), namespace}))
  const whole: ObjectRef = {apiVersion: 'v1', kind: 'Namespace', name: namespace}
  const use = isLast ? await lookAround(context, namespace, releases) : 'shared'
  if (typeof use !== 'string') {
    return {of: all(what => ({removed: [], left: [what]})), namespace: {removed: [], left: [`namespace ${namespace}`, ...use.unknown]}}
  }
  try {
    if (use === 'ours') {
      await journal.take(`Delete the namespace ${namespace}`, () =>
        deleteObjects(session.kubectl, [whole], {waitMs: remaining(host, deadline)}),
      )
    } else {
      await journal.take(`Delete the receipt of ${releases.join(', ')}`, () => deleteObjects(session.kubectl, notes, {waitMs: 30_000}))
    }
    return {
      of: all(what => ({removed: [what], left: []})),
      namespace: use === 'ours' ? {removed: [`namespace ${namespace}`], left: []} : nothing,
    }
  } catch (error) {
    // What cannot be removed at the end is listed as left: that is no reason to say nothing of all that was removed.
    if (!(error instanceof UserError) || error instanceof InterruptedError) throw error
    host.talk.warning(error.message)
  }
  const look = await factOf(readObjects(session.kubectl, use === 'ours' ? [...notes, whole] : notes), host.signal)
  const reasons = look.known ? reasonsOf(look.value.unread) : [look.reason]
  const objects = look.known ? look.value.objects : []
  const isThere = (kind: string, name: string): boolean =>
    reasons.length > 0 || objects.some(({kind: found, metadata}) => found === kind && metadata.name === name)
  const told = (kind: string, name: string, what: string): Swept =>
    isThere(kind, name) ? {removed: [], left: [what]} : {removed: [what], left: []}
  const ofNamespace = use === 'ours' ? told('Namespace', namespace, `namespace ${namespace}`) : nothing
  return {
    of: all((what, receipt) => told('ConfigMap', receipt, what)),
    namespace: {...ofNamespace, left: [...ofNamespace.left, ...reasons.map(reason => `unknown: ${reason}`)]},
  }
}

/** Whether the namespace is vkctl's alone; it is somebody else's, or shared, when others made it or use it. Or why nobody knows. */
async function lookAround(
  {host, session}: RemoveContext,
  name: string,
  releases: readonly string[],
): Promise<'ours' | 'shared' | {readonly unknown: readonly string[]}> {
  const look = await factOf(
    Promise.all([
      readObjects(session.kubectl, [{apiVersion: 'v1', kind: 'Namespace', name}]),
      listObjects(session.kubectl, {kinds, namespace: name}),
    ]),
    host.signal,
  )
  if (!look.known) return {unknown: [`unknown: ${look.reason}`]}
  const [
    {
      objects: [namespace],
      unread: hidden,
    },
    {objects, unread},
  ] = look.value
  if (hidden.length + unread.length > 0) return {unknown: reasonsOf([...hidden, ...unread]).map(reason => `unknown: ${reason}`)}
  if (!isOurNamespace(namespace)) return 'shared'
  const receipts = new Set(releases.map(receiptName))
  const inhabitants = objects.filter(
    object => !isKubernetesOwn(object) && !(object.kind === 'ConfigMap' && receipts.has(object.metadata.name)),
  )
  if (inhabitants.length === 0) return 'ours'
  host.talk.warning(
    `The namespace ${name} stays: ${inhabitants.map(({kind, metadata}) => `${kind} ${metadata.name}`).join(', ')} is in it, which vkctl did not make.`,
  )
  return 'shared'
}

/** What Kubernetes puts into every namespace. */
function isKubernetesOwn({kind, metadata}: KubeObject): boolean {
  return (kind === 'ConfigMap' && metadata.name === 'kube-root-ca.crt') || (kind === 'ServiceAccount' && metadata.name === 'default')
}
