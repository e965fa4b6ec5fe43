import type {World} from '../../lifecycle/world.ts'

interface Rule {
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly resourceNames?: readonly string[]
  readonly verbs: readonly string[]
}

interface Role {
  readonly metadata: {readonly name: string}
  readonly rules: readonly Rule[]
}

/** A resource and a verb, such as `pods/status update`. */
export type Right = `${string} ${string}`

const selector = 'app.kubernetes.io/managed-by=Helm'
const paths = {
  cluster: '/apis/rbac.authorization.k8s.io/v1/clusterroles',
  lease: '/apis/rbac.authorization.k8s.io/v1/namespaces/kube-node-lease/roles',
} as const

/** One rule for each resource and verb. */
const single = ({rules}: Role): readonly Rule[] =>
  rules.flatMap(rule => rule.resources.flatMap(resource => rule.verbs.map(verb => ({...rule, resources: [resource], verbs: [verb]}))))
const rightOf = ({resources, verbs}: Rule): Right => `${resources[0]} ${verbs[0]}`

/** The roles of the connector as they are in the cluster. */
export interface LiveRoles {
  readonly rights: readonly Right[]
  /** From now on the connector has all of them but this one, or again all. */
  readonly grantAllBut: (dropped: Right | undefined) => Promise<void>
}

export async function liveRoles({get, kubectl}: World): Promise<LiveRoles> {
  const only = async (path: string): Promise<Role> => {
    const {items} = (await get(`${path}?labelSelector=${encodeURIComponent(selector)}`)) as {readonly items: readonly Role[]}
    const [role] = items
    if (role === undefined || items.length > 1) throw new Error(`${path} has ${items.length} roles of Helm's.`)
    return role
  }
  const roles = [
    {kind: 'clusterrole', ...(await only(paths.cluster))},
    {kind: 'role -n kube-node-lease', ...(await only(paths.lease))},
  ]
  return {
    rights: roles.flatMap(single).map(rightOf),
    async grantAllBut(dropped) {
      for (const {kind, ...role} of roles) {
        const rules = single(role).filter(rule => rightOf(rule) !== dropped)
        await kubectl([...`patch ${kind} ${role.metadata.name} --type=merge -p`.split(' '), JSON.stringify({rules})])
      }
    },
  }
}
