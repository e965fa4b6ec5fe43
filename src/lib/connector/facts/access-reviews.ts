import type {AccessReview} from '../../checks/facts/connector-values.ts'
import {factOf, known, mapFact, type Fact} from '../../checks/engine/fact.ts'
import type {Kubectl} from '../../kubernetes/kubectl.ts'
import {reviewAccess, type AccessQuestion} from '../../kubernetes/access.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import type {InstallSpec} from '../model/spec.ts'

type Right = Omit<AccessQuestion, 'user' | 'name'>

/** What the provider does in the cluster (azure-aci v1.6.4 with virtual-kubelet v1.11.0). The chart's roles grant this and nothing else. */
const needed: readonly Right[] = [
  ...rights('', 'pods', ['list', 'watch', 'delete']),
  ...rights('', 'pods/status', ['update']),
  ...rights('', 'secrets', ['list', 'watch']),
  ...rights('', 'configmaps', ['list', 'watch']),
  ...rights('', 'services', ['list', 'watch']),
  ...rights('', 'nodes', ['get', 'create']),
  ...rights('', 'nodes/status', ['patch']),
  ...rights('', 'events', ['create', 'patch']),
  ...rights('coordination.k8s.io', 'leases', ['get', 'create', 'update'], 'kube-node-lease'),
]

function rights(apiGroup: string, resource: string, verbs: readonly string[], namespace?: string): readonly Right[] {
  return verbs.map(verb => ({apiGroup, resource, verb, ...(namespace !== undefined && {namespace})}))
}

/** The objects that an install creates. Helm keeps its releases in Secrets. */
function made(namespace: string, ownChart: boolean): readonly Right[] {
  return [
    ...['secrets', 'serviceaccounts'].flatMap(resource => rights('', resource, ['create'], namespace)),
    ...rights('apps', 'deployments', ['create'], namespace),
    ...rights('coordination.k8s.io', 'leases', ['create'], namespace),
    ...['clusterroles', 'clusterrolebindings'].flatMap(resource => rights(rbac, resource, ['create'])),
    ...(ownChart ? ['roles', 'rolebindings'].flatMap(resource => rights(rbac, resource, ['create'], 'kube-node-lease')) : []),
  ]
}

const rbac = 'rbac.authorization.k8s.io'

/** Asks the API server whether the user may create the objects of a new connector. With Helm 2 it asks nothing, because Tiller creates them. */
export async function reviewInstaller(
  {signal}: Pick<Host, 'signal'>,
  {kubectl, helm}: Pick<ClusterSession, 'kubectl' | 'helm'>,
  {namespace, given}: Pick<InstallSpec, 'namespace' | 'given'>,
): Promise<Fact<readonly AccessReview[]>> {
  if (helm.version.major === 2) return known([])
  const questions = made(namespace, given.chartUrl === undefined)
  // kubectl asks all questions in one call.
  const ask = kubectl.api.by === 'kubectl' ? reviewAccess(kubectl, questions) : mayAll(kubectl, questions)
  return mapFact(await factOf(ask, signal), answers => reviewsOf(questions, answers))
}

/** Most users who install a connector are cluster administrators, and that takes only one question. */
async function mayAll(kubectl: Kubectl, questions: readonly AccessQuestion[]): Promise<readonly boolean[]> {
  const [mayEverything] = await reviewAccess(kubectl, [{verb: '*', apiGroup: '*', resource: '*'}])
  return mayEverything === true ? questions.map(() => true) : reviewAccess(kubectl, questions)
}

/** A connector's service account. */
export interface Account {
  readonly namespace: string
  readonly name: string
  readonly nodeName: string
}

/** Asks the API server whether each account has the permissions that its connector needs. Returns the answers in the order of the accounts. */
export async function reviewConnectorAccess(kubectl: Kubectl, accounts: readonly Account[]): Promise<readonly (readonly AccessReview[])[]> {
  if (accounts.length === 0) return []
  const questions = accounts.flatMap(questionsAbout)
  const reviews = reviewsOf(questions, await reviewAccess(kubectl, questions))
  return accounts.map((_, index) => reviews.slice(index * needed.length, (index + 1) * needed.length))
}

function reviewsOf(questions: readonly AccessQuestion[], answers: readonly boolean[]): readonly AccessReview[] {
  return questions.map(({verb, apiGroup, resource, namespace}, index) => ({
    verb,
    resource: apiGroup === '' ? resource : `${resource}.${apiGroup}`,
    namespace,
    allowed: answers[index] === true,
  }))
}

function questionsAbout({namespace, name, nodeName}: Account): readonly AccessQuestion[] {
  const user = `system:serviceaccount:${namespace}:${name}`
  // A role may be limited to the connector's own node and lease, by name.
  return needed.map(right => ({...right, user, ...(isNamed(right) && {name: nodeName})}))
}

function isNamed({resource, verb}: Right): boolean {
  return /^(nodes|leases)/.test(resource) && verb !== 'create'
}
