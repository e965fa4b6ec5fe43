import type {RoleAssignmentEntry} from '../../../sandbox/azure/world.ts'
import type {World} from './world.ts'

interface Objects {
  readonly items: readonly {
    readonly metadata: {readonly name: string; readonly uid: string; readonly deletionTimestamp?: string}
    readonly spec?: {readonly nodeName?: string}
    readonly status?: {
      readonly phase?: string
      readonly startTime?: string
      readonly conditions?: readonly {readonly type: string; readonly status: string}[]
      readonly containerStatuses?: readonly {readonly restartCount: number}[]
    }
  }[]
}

/** What must outlive a change of a connector: the nodes, the pods in `default` and their container groups, each with what a restart would change. */
export async function whatRuns({get, azure}: World): Promise<object> {
  const [nodes, pods] = await Promise.all([get('/api/v1/nodes'), get('/api/v1/namespaces/default/pods')])
  return {
    nodes: (nodes as Objects).items.map(({metadata: {name, uid}, status}) => ({
      name,
      uid,
      ready: status?.conditions?.find(({type}) => type === 'Ready')?.status,
    })),
    pods: (pods as Objects).items.map(({metadata: {name, uid, deletionTimestamp}, spec, status}) => ({
      name,
      uid,
      deletionTimestamp,
      nodeName: spec?.nodeName,
      phase: status?.phase,
      startTime: status?.startTime,
      restarts: status?.containerStatuses?.map(({restartCount}) => restartCount),
    })),
    groups: [...azure.state.containerGroups.values()].map(({id, body}) => ({id, body})),
  }
}

/** The role assignments that vkctl created: it describes them. */
export function assignedByVkctl({azure}: World): readonly RoleAssignmentEntry[] {
  return azure.state.roleAssignments.filter(({description}) => description !== undefined)
}
