import type {Context, Request} from '../context.ts'
import type {KubeObject} from '../object.ts'

export function validateCreate(_context: Context, _request: Request, _object: KubeObject): void {}

export function validateUpdate(_context: Context, _request: Request, _next: KubeObject, _current: KubeObject): void {}
