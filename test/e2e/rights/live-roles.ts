import type {ClusterClient} from '../../../sandbox/client/cluster-client.ts'

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

const group = '/apis/rbac.authorization.k8s.io/v1'
const paths = [`${group}/clusterroles`, `${group}/namespaces/kube-node-lease/roles`] as const

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

export async function liveRoles(client: ClusterClient): Promise<LiveRoles> {
  const roles = await Promise.all(
    paths.map(async path => {
      const {items} = await client.get<{readonly items: readonly Role[]}>(path, {labelSelector: 'app.kubernetes.io/managed-by=Helm'})
      const [role] = items
      if (role === undefined || items.length > 1) throw new Error(`${path} has ${items.length} roles of Helm's.`)
      return {path: `${path}/${role.metadata.name}`, rules: single(role)}
    }),
  )
  return {
    rights: roles.flatMap(({rules}) => rules).map(rightOf),
    async grantAllBut(dropped) {
      for (const {path, rules} of roles) await client.patch(path, {rules: rules.filter(rule => rightOf(rule) !== dropped)})
    },
  }
}
