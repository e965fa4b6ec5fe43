import type {Request} from '../context.ts'
import type {Subject} from '../status-error.ts'

export function subjectOf({resource: {group, name: resource}, name}: Request, named = name): Subject {
  return {group, resource, ...(named === undefined ? {} : {name: named})}
}
