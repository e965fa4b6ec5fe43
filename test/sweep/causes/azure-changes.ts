import type {Fault} from '../../../sandbox/faults.ts'
import type {Breakage} from './breakage.ts'
import {stuckPod} from './sample-pods.ts'
import {nodeGroup, type CauseSite} from './site.ts'

/** Changes the state of Azure, and creates a pod that cannot run because of that. */
export const refused = (name: string, change: (site: CauseSite) => unknown, causes: Breakage['causes'], of?: Breakage['of']): Breakage => ({
  name,
  ...(of !== undefined && {of}),
  async breaks(site) {
    change(site)
    await stuckPod(site)
  },
  causes,
})

/** Every request of this kind is answered like this. */
export const always = ({world}: CauseSite, fault: Omit<Fault, 'server' | 'times'>): void =>
  world.faults.set([{server: 'azure', times: Infinity, ...fault}])

export const groupScope = ({world: {azure}}: CauseSite, group = nodeGroup): string =>
  `/subscriptions/${azure.subscriptionId}/resourceGroups/${group}`

const isOfConnector = ({description}: {readonly description?: string | undefined}): boolean => description !== undefined

export function replaceAssignments({world: {azure}}: CauseSite, map: (one: Assignment) => readonly Assignment[]): void {
  const {roleAssignments} = azure.state
  roleAssignments.splice(0, Infinity, ...roleAssignments.flatMap(one => (isOfConnector(one) ? map(one) : [one])))
}

type Assignment = CauseSite['world']['azure']['state']['roleAssignments'][number]
