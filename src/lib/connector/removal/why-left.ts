import {armErrorOf} from '../../azure/transport/arm-answer.ts'
import {sameId} from '../../azure/resources/ids.ts'
import {NotAllowedError} from '../../errors.ts'
import type {NamespaceObject} from '../../kubernetes/objects.ts'
import {isRecordObject} from '../model/record/record.ts'
import type {LeftReason} from '../model/result.ts'
import type {Installed} from '../inventory/installed.ts'
import type {Step} from './steps/steps.ts'
import {inWords, type Thing} from './things.ts'

/** Codes of Azure that say what keeps a resource. */
const armCodes: Readonly<Record<string, LeftReason['kind']>> = {
  ScopeLocked: 'lock',
  DenyAssignmentAuthorizationFailed: 'deny-assignment',
  RequestDisallowedByPolicy: 'policy',
  AuthorizationFailed: 'right',
  LinkedAuthorizationFailed: 'right',
}

/** Why a thing of a connector is still there; undefined if nobody knows. `failures`: the steps that failed. Pure. */
export function whyLeft(
  thing: Thing,
  connector: Pick<Installed, 'nodeName' | 'release'>,
  failures: ReadonlyMap<Step, unknown>,
): LeftReason | undefined {
  const left = inWords(thing)
  if (thing.kind === 'object') {
    const {deletionTimestamp, finalizers = []} = thing.object.metadata
    if (deletionTimestamp !== undefined && finalizers.length > 0)
      return {left, kind: 'finalizer', message: `It was deleted at ${deletionTimestamp}, and waits for ${finalizers.join(', ')}.`}
  }
  if (thing.kind === 'container group' && !thing.certain)
    return {left, kind: 'unclear', message: 'Nothing shows whether it is of this cluster: its pod is not known here.'}
  const failed = [...failures].find(([step]) => concerns(step, thing, connector))
  return failed === undefined ? undefined : reasonOf(left, failed[1])
}

/** Why a namespace that is being deleted is still there: its conditions name the objects and finalizers. Pure. */
export function whyNamespaceLeft(namespace: NamespaceObject, failures: ReadonlyMap<Step, unknown>): LeftReason | undefined {
  const {name, deletionTimestamp} = namespace.metadata
  const left = `namespace ${name}`
  if (deletionTimestamp !== undefined) {
    const holding = (namespace.status?.conditions ?? []).filter(({status}) => status === 'True')
    const why = holding.map(({type, message}) => `${type}: ${message ?? ''}`).join('; ')
    return {
      left,
      kind: 'terminating',
      message: `It was deleted at ${deletionTimestamp}, and is not gone yet.${why === '' ? '' : ` ${why}`}`,
    }
  }
  const failed = [...failures].find(([step]) => step.do === 'delete-namespace' && step.namespace === name)
  return failed === undefined ? undefined : reasonOf(left, failed[1])
}

function reasonOf(left: string, error: unknown): LeftReason {
  const code = armErrorOf(error)?.code
  const kind = (code === undefined ? undefined : armCodes[code]) ?? (error instanceof NotAllowedError ? 'right' : 'failed')
  return {left, kind, message: error instanceof Error ? error.message : String(error)}
}

/** Whether a step would have removed a thing. */
function concerns(step: Step, thing: Thing, {nodeName, release}: Pick<Installed, 'nodeName' | 'release'>): boolean {
  if (thing.kind === 'role assignment') return step.do === 'delete-role-assignment' && sameId(step.id, thing.id)
  if (thing.kind === 'container group') return step.do === 'wait-for-container-groups' && step.nodeName === nodeName
  if (thing.kind === 'release') return step.do === 'uninstall-release' && step.release === release
  return concernsObject(step, thing, nodeName) || (thing.ofChart && step.do === 'uninstall-release' && step.release === release)
}

function concernsObject(step: Step, {object}: Extract<Thing, {kind: 'object'}>, nodeName: string): boolean {
  const {kind = '', metadata} = object
  const {namespace, name} = metadata
  if (step.do === 'delete-objects') return step.objects.some(one => one.kind === kind && one.name === name && one.namespace === namespace)
  if (step.do === 'delete-node') return step.nodeName === nodeName && ['Node', 'Lease'].includes(kind)
  if (step.do === 'delete-secret') return kind === 'Secret' && step.name === name && step.namespace === namespace
  return step.do === 'delete-records' && isRecordObject(object) && step.namespace === namespace
}
