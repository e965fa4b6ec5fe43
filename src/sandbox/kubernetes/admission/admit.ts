import type {Context, Request} from '../context.ts'
import type {KubeObject} from '../object.ts'
import {requireNamespace} from './namespace-lifecycle.ts'

/** What admission changes in or refuses of a new object. */
export function admitCreate(context: Context, request: Request, object: KubeObject): void {
  requireNamespace(context, request, object)
}

export function admitUpdate(_context: Context, _request: Request, _next: KubeObject, _current: KubeObject): void {}
