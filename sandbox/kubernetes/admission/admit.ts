import {authorizeEscalation} from '../access/escalation.ts'
import type {Context, Request} from '../context.ts'
import type {KubeObject} from '../object.ts'
import {requireNamespace} from './namespace-lifecycle.ts'
import {enforcePodSecurity, warnOfPodSecurity} from './pod-security.ts'
import {setPriority} from './priority.ts'
import {addServiceAccount} from './service-account.ts'
import {addNodeTaint, addTolerations} from './taints.ts'
import {warnOfDeprecations} from './deprecations.ts'

/** Runs admission on a new object, which can change or refuse it. */
export function admitCreate(context: Context, request: Request, object: KubeObject): void {
  requireNamespace(context, request, object)
  authorizeEscalation(context, request, object)
  if (object.kind === 'Pod') {
    addServiceAccount(context, request, object)
    addTolerations(object)
    setPriority(context, object)
    enforcePodSecurity(context, request, object)
  } else warnOfPodSecurity(context, request, object)
  if (object.kind === 'Node') addNodeTaint(object)
  warnOfDeprecations(request, object)
}

export function admitUpdate(context: Context, request: Request, next: KubeObject, current: KubeObject): void {
  if (request.subresource !== undefined) return
  authorizeEscalation(context, request, next, current)
  if (next.kind === 'Pod') enforcePodSecurity(context, request, next)
  else warnOfPodSecurity(context, request, next)
  warnOfDeprecations(request, next)
}
