import type {Cluster, Provider} from '../azure/azure.ts'
import {known} from '../checks/fact.ts'
import {isFailure, judge, type Finding} from '../checks/finding.ts'
import {groupOpen} from '../checks/rules/group-open.ts'
import {nameFree} from '../checks/rules/name-free.ts'
import {providerRegistered} from '../checks/rules/provider-registered.ts'
import {roleAssigned, type Permission} from '../checks/rules/role-assigned.ts'
import {exitCodes, UserError} from '../errors.ts'
import type {Existing} from './install-facts.ts'
import type {Receipt} from './receipt.ts'

export interface PreflightFacts {
  readonly cluster: Cluster
  readonly provider: Provider
  readonly permission: Permission
  readonly wanted: readonly {readonly receipt: Receipt; readonly existing: Existing}[]
}

/** What speaks against an install, found before anything is changed. */
export function preflight({cluster, provider, permission, wanted}: PreflightFacts): readonly Finding[] {
  const aciResourceGroup = wanted[0]?.receipt.aciResourceGroup ?? cluster.nodeResourceGroup
  return [
    ...judge([providerRegistered], {provider: known(provider)}),
    ...judge([groupOpen], {cluster, aciResourceGroup}),
    ...judge([roleAssigned], {permission: known(permission), aciResourceGroup}),
    ...wanted.flatMap(({receipt, existing}) =>
      judge([nameFree], {
        release: receipt.release,
        namespace: receipt.namespace,
        nodeName: receipt.nodeName,
        hasReceipt: existing.receipt !== undefined,
        sameName: existing.release,
        elsewhere: existing.elsewhere,
        nodeExists: existing.node !== undefined,
      }),
    ),
  ].filter(isFailure)
}

/** Checks found a problem; nothing was changed. */
export class PreflightError extends UserError {
  readonly findings: readonly Finding[]

  constructor(findings: readonly Finding[]) {
    const [first, ...more] = findings
    super(first?.message ?? 'A check failed.', {
      hints: [first, ...more].flatMap((finding, index) => [
        ...(index === 0 || finding === undefined ? [] : [`Also: ${finding.message}`]),
        ...(finding === undefined || finding.remedy === '' ? [] : [finding.remedy]),
        ...(finding?.id === roleAssigned.id ? ['Or give --assign-role to let vkctl do it.'] : []),
      ]),
      exitCode: exitCodes.checksFailed,
    })
    this.findings = findings
  }
}
