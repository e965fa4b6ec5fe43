import type {KubeObject} from '../../kubernetes/objects.ts'
import {isFields, type Fields} from './fields.ts'
import {managersOf} from './managers.ts'

/** A field that others may set, and that an install leaves as it is. */
export interface Allowance {
  /** Undefined for every kind. */
  readonly kind?: string
  /** The last element may be a `*`, for every key that starts so. */
  readonly path: readonly string[]
  readonly because: string
}

/** The fields of the charts' objects that others may set. */
export const allowances: readonly Allowance[] = [
  {
    kind: 'Deployment',
    path: ['metadata', 'annotations', 'deployment.kubernetes.io/revision'],
    because: 'The Deployment controller counts the revisions here.',
  },
  {
    kind: 'Deployment',
    path: ['spec', 'template', 'metadata', 'annotations', 'kubectl.kubernetes.io/restartedAt'],
    because: '`kubectl rollout restart` writes the time here. To remove it would restart the pod again.',
  },
  {
    path: ['metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration'],
    because: '`kubectl apply` keeps a copy of its input here. The fields themselves are compared.',
  },
  {
    path: ['metadata', 'finalizers'],
    because: 'A finalizer delays only the deletion of the object, and only the program that set it knows when to remove it.',
  },
  {
    kind: 'ServiceAccount',
    path: ['secrets'],
    because: 'Kubernetes before 1.24 lists the tokens of the ServiceAccount here.',
  },
]

/** What the token controller of Kubernetes writes into the Secret of a ServiceAccount's token. */
const tokenAllowances: readonly Allowance[] = [
  {kind: 'Secret', path: ['data'], because: 'The token controller of Kubernetes writes the token here.'},
  {
    kind: 'Secret',
    path: ['metadata', 'annotations', 'kubernetes.io/service-account.uid'],
    because: 'The token controller of Kubernetes writes the uid of the ServiceAccount here.',
  },
  {
    kind: 'Secret',
    path: ['metadata', 'labels', 'kubernetes.io/legacy-token-*'],
    because: 'Kubernetes writes here when the token was used last.',
  },
]

/** The replicas that a HorizontalPodAutoscaler set: its controller is a part of this program. */
const autoscaled: Allowance = {
  kind: 'Deployment',
  path: ['spec', 'replicas'],
  because: 'A HorizontalPodAutoscaler sets the number of replicas.',
}

export function isAutoscaled({metadata: {managedFields = []}}: KubeObject): boolean {
  return managersOf(managedFields, [{field: 'spec'}, {field: 'replicas'}])[0]?.manager === 'kube-controller-manager'
}

/**
 * What an object is to be replaced with: the rendered object, and what others may set of the live one. It names the version of the live object, so that the
 * API server refuses it when somebody changes the object in the meantime.
 */
export function replacementOf(rendered: KubeObject, live: KubeObject): KubeObject {
  const isToken = (rendered as {readonly type?: unknown}).type === 'kubernetes.io/service-account-token'
  const mayDiffer = [...allowances, ...(isToken ? tokenAllowances : []), ...(isAutoscaled(live) ? [autoscaled] : [])].filter(
    ({kind}) => kind === undefined || kind === rendered.kind,
  )
  const {uid, resourceVersion} = live.metadata
  const kept = mayDiffer.reduce<Fields>((object, {path}) => keep(object, asFields(live), path), asFields(rendered))
  return {
    ...(kept as unknown as KubeObject),
    metadata: {
      ...(kept['metadata'] as KubeObject['metadata']),
      ...(uid !== undefined && {uid}),
      ...(resourceVersion !== undefined && {resourceVersion}),
    },
  }
}

/** Copies a field of the live object into another; removes it there if the live object does not have it. */
function keep(into: Fields, live: Fields, [first = '', ...rest]: readonly string[]): Fields {
  if (rest.length > 0) {
    const [below, inLive] = [into[first], live[first]]
    if (!isFields(inLive) && !isFields(below)) return into
    const changed = keep(isFields(below) ? below : {}, isFields(inLive) ? inLive : {}, rest)
    return below === undefined && Object.keys(changed).length === 0 ? into : {...into, [first]: changed}
  }
  const isMeant = (key: string): boolean => (first.endsWith('*') ? key.startsWith(first.slice(0, -1)) : key === first)
  const without = (fields: Fields, meant: boolean): Fields =>
    Object.fromEntries(Object.entries(fields).filter(([key]) => isMeant(key) === meant))
  return {...without(into, false), ...without(live, true)}
}

function asFields(object: KubeObject): Fields {
  return object as unknown as Fields
}
