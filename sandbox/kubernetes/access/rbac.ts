import {listOf, textOf, type Fields, type KubeObject} from '../object.ts'
import type {Store} from '../storage/store.ts'
import type {Attributes} from './attributes.ts'
import {allows, type Rule} from './rules.ts'
import {masters, type User} from './user.ts'

const roles = 'roles.rbac.authorization.k8s.io'
const clusterRoles = 'clusterroles.rbac.authorization.k8s.io'
const roleBindings = 'rolebindings.rbac.authorization.k8s.io'
const clusterRoleBindings = 'clusterrolebindings.rbac.authorization.k8s.io'

/** Decides with the roles and bindings in the store whether a request is allowed. */
export class Rbac {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  allows(user: User, wanted: Attributes): boolean {
    if (user.groups.includes(masters)) return true
    const namespace = 'path' in wanted ? '' : wanted.namespace
    return this.rulesOf(user, namespace).some(rule => allows(rule, wanted))
  }

  /** All rules that apply to a user in a namespace; `''` for those that apply everywhere. */
  rulesOf(user: User, namespace: string): Rule[] {
    const rules = this.#store
      .list(clusterRoleBindings)
      .filter(binding => binds(binding, user, ''))
      .flatMap(binding => this.rulesOfRef(binding, ''))
    if (namespace === '') return rules
    const local = this.#store.list(roleBindings, namespace).filter(binding => binds(binding, user, namespace))
    return [...rules, ...local.flatMap(binding => this.rulesOfRef(binding, namespace))]
  }

  /** The rules of the role that a binding refers to. */
  rulesOfRef(binding: KubeObject, namespace: string): Rule[] {
    const ref = binding.roleRef as Fields
    const name = textOf(ref, 'name')
    const role = ref.kind === 'Role' ? this.#store.get(roles, namespace, name) : this.#store.get(clusterRoles, undefined, name)
    return (role?.rules as Rule[] | null | undefined) ?? []
  }
}

function binds(binding: KubeObject, user: User, namespace: string): boolean {
  return listOf(binding, 'subjects').some(subject => {
    const name = textOf(subject, 'name')
    if (subject.kind === 'User') return name === user.username
    if (subject.kind === 'Group') return user.groups.includes(name)
    return user.username === `system:serviceaccount:${textOf(subject, 'namespace') || namespace}:${name}`
  })
}
