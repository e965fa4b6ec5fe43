import type {Breakage} from '../breakage.ts'
import {changed} from '../breakage.ts'
import {connectorPods, replacePod} from '../connector-pod.ts'
import {namespace, type CauseSite} from '../site.ts'

const role = ({release}: CauseSite): string => `aci-connector:virtual-kubelet:${release}`
const missing = (kind: string) => ({id: 'references-exist', about: new RegExp(`${kind} `)})
const rights = {id: 'rights-granted'}

/** Each object of the release and of vkctl, with what else names its absence. */
const objects: readonly {
  readonly kind: string
  readonly in?: string
  readonly name: (site: CauseSite) => string
  readonly alsoNamedBy?: Breakage['causes']
}[] = [
  {
    kind: 'Deployment',
    in: namespace,
    name: ({release}) => release,
    alsoNamedBy: [{id: 'pod-ready', about: /Deployment of the connector does not exist/}],
  },
  {kind: 'ServiceAccount', in: namespace, name: ({release}) => release, alsoNamedBy: [missing('ServiceAccount')]},
  {kind: 'Secret', in: namespace, name: ({release}) => release, alsoNamedBy: [missing('Secret')]},
  {kind: 'NetworkPolicy', in: namespace, name: ({release}) => release},
  {kind: 'PodDisruptionBudget', in: namespace, name: ({release}) => release},
  {kind: 'ClusterRole', name: role, alsoNamedBy: [rights]},
  {kind: 'ClusterRoleBinding', name: role, alsoNamedBy: [rights]},
  {kind: 'Role', in: 'kube-node-lease', name: role, alsoNamedBy: [rights]},
  {kind: 'RoleBinding', in: 'kube-node-lease', name: role, alsoNamedBy: [rights]},
]

const remove =
  ({kind, in: where, name}: (typeof objects)[number]): Breakage['breaks'] =>
  site =>
    site.world.kubectl(['delete', kind, name(site), ...(where === undefined ? [] : ['-n', where])])

const removed = objects.map((object): Breakage => ({
  name: `${object.kind} is deleted`,
  breaks: remove(object),
  causes: [changed(object.kind), ...(object.alsoNamedBy ?? [])],
}))

/** The same, once the pod of the connector had to start again without them. */
const removedAndRestarted = objects
  .filter(({kind}) => ['ServiceAccount', 'Secret', 'ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'].includes(kind))
  .map((object): Breakage => ({
    name: `${object.kind} is deleted, and the pod of the connector is replaced`,
    async breaks(site) {
      await remove(object)(site)
      await replacePod(site)
    },
    causes: [changed(object.kind), ...(object.alsoNamedBy ?? [])],
  }))

interface Rules {
  readonly rules: readonly unknown[]
}

/** The rules of the ClusterRole, by what they allow. */
const rules = ['pods', 'pods-status', 'secrets-configmaps-services', 'nodes-create', 'nodes-get', 'nodes-status', 'events']

const withoutRule = rules.map((rule, index): Breakage => ({
  name: `ClusterRole has no rule for ${rule}`,
  async breaks(site) {
    const {world} = site
    const path = `/apis/rbac.authorization.k8s.io/v1/clusterroles/${encodeURIComponent(role(site))}`
    const {rules: all} = (await world.get(path)) as Rules
    if (all.length !== rules.length) throw new Error(`The ClusterRole has ${all.length} rules.`)
    await world.kubectl([
      'patch',
      'clusterrole',
      role(site),
      '--type',
      'json',
      '-p',
      JSON.stringify([{op: 'remove', path: `/rules/${index}`}]),
    ])
    await site.until('the rule is gone', async () => ((await world.get(path)) as Rules).rules.length === rules.length - 1)
  },
  causes: [changed('ClusterRole'), rights],
}))

const anotherAccount = [{op: 'replace', path: '/subjects/0/name', value: 'default'}]

const otherSubject: readonly Breakage[] = [
  {kind: 'ClusterRoleBinding', where: []},
  {kind: 'RoleBinding', where: ['-n', 'kube-node-lease']},
].map(({kind, where}) => ({
  name: `${kind} names another service account`,
  breaks: site => site.world.kubectl(['patch', kind, role(site), ...where, '--type', 'json', '-p', JSON.stringify(anotherAccount)]),
  causes: [changed(kind), rights],
}))

const others: readonly Breakage[] = [
  {
    name: 'record is deleted',
    breaks: ({world, release}) => world.kubectl(`delete secret ${release}-record -n ${namespace}`),
    causes: [{id: 'record-valid'}],
  },
  {
    name: 'record is emptied',
    breaks: ({world, release}) => world.kubectl(['patch', 'secret', `${release}-record`, '-n', namespace, '-p', '{"data":null}']),
    causes: [{id: 'record-valid'}],
  },
  {
    name: 'Helm release is forgotten',
    breaks: ({world, release}) => world.kubectl(`delete secret -n ${namespace} -l owner=helm,name=${release}`),
    causes: [{id: 'release-deployed'}],
  },
  {
    name: 'Helm release is uninstalled',
    async breaks(site) {
      await site.world.helm(`uninstall ${site.release} -n ${namespace}`)
      await site.until('the pod is gone', async () => (await connectorPods(site)).length === 0)
    },
    causes: [{id: 'release-deployed'}],
  },
  {
    name: 'namespace is being deleted',
    async breaks(site) {
      const {world} = site
      await world.create(`/api/v1/namespaces/${namespace}/configmaps`, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {name: 'kept', namespace, finalizers: ['example.com/kept']},
      })
      await world.kubectl(`delete namespace ${namespace} --wait=false`)
      await site.until('the pod is gone', async () => (await connectorPods(site)).length === 0)
    },
    causes: [{id: 'namespace-stays'}],
  },
]

export const ofObjects: readonly Breakage[] = [...removed, ...removedAndRestarted, ...withoutRule, ...otherSubject, ...others]
