import type {Cluster, Provider} from '../azure/azure.ts'
import {preflightRules} from '../checks/catalogue.ts'
import {known} from '../checks/fact.ts'
import {isFailure, type Finding} from '../checks/finding.ts'
import {judge} from '../checks/judge.ts'
import type {Permission} from '../checks/permissions.ts'
import {roleAssigned} from '../checks/rules/azure/role-assigned.ts'
import {exitCodes, UserError} from '../errors.ts'
import type {Existing} from './install-facts.ts'
import type {Receipt} from './receipt.ts'

export interface PreflightFacts {
  readonly cluster: Cluster
  readonly provider: Provider
  readonly permission: Permission
  readonly wanted: readonly {readonly receipt: Receipt; readonly existing: Existing}[]
  readonly cloud: string
  readonly now: Date
}

/** What speaks against an install, found before anything is changed. */
export function preflight({cluster, provider, permission, wanted, cloud, now}: PreflightFacts): readonly Finding[] {
  const shared = {cluster: known(cluster), provider: known(provider)}
  const ofCluster = judge(preflightRules.cluster, {target: cluster.name, now}, shared)
  const ofConnectors = wanted.flatMap(({receipt, existing}) => {
    const {release, nodeName, osType, location, namespace, aciResourceGroup} = receipt
    return judge(
      preflightRules.connector,
      {target: release, nodeName, osType, location, namespace, aciResourceGroup, cloud, now},
      {
        ...shared,
        permission: known(permission),
        names: known({
          hasReceipt: existing.receipt !== undefined,
          sameName: existing.release,
          elsewhere: existing.elsewhere,
          nodeExists: existing.node !== undefined,
        }),
      },
      ofCluster,
    )
  })
  return [...ofCluster, ...ofConnectors].filter(isFailure)
}

/** Checks found a problem; nothing was changed. */
export class PreflightError extends UserError {
  readonly findings: readonly Finding[]

  constructor(findings: readonly Finding[]) {
    // What holds for both connectors of one install is said once.
    const [first, ...more] = findings.filter(
      ({id, message}, index) => findings.findIndex(other => other.id === id && other.message === message) === index,
    )
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
