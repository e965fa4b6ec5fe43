import {inOrder, preflightRules} from '../../checks/catalogue.ts'
import type {ConnectorSubject, ConnectorValues, Names} from '../../checks/facts/connector-values.ts'
import {known} from '../../checks/engine/fact.ts'
import type {Finding} from '../../checks/engine/finding.ts'
import {judge, type FactsOf} from '../../checks/engine/judge.ts'
import type {Rule} from '../../checks/engine/rule.ts'
import {exitCodes, UserError} from '../../errors.ts'
import type {CommandTarget} from '../../printed-commands/command-target.ts'
import {rolesAssignable} from '../../checks/rules/azure-permissions.ts'
import {assignableRoles} from './assignable-roles.ts'
import type {Existing} from './existing.ts'
import type {Wanted} from './wanted.ts'
import type {OwnFacts} from './facts.ts'
import type {PodFacts} from './pod-facts.ts'
import {networkFacts} from './subnet-use.ts'

export interface PreflightInput {
  /** Facts that are the same for every connector. */
  readonly facts: FactsOf<ConnectorValues>
  /** Facts about the identity of each connector, its rights and its subnet, by release. */
  readonly own?: ReadonlyMap<string, OwnFacts>
  /** Facts about the pod of each connector, by release. */
  readonly pods?: ReadonlyMap<string, PodFacts>
  readonly wanted: readonly Pick<Wanted, 'record' | 'existing' | 'values' | 'adopted'>[]
  readonly cloud: string
  readonly clusterName: string
  readonly now: Date
  /** What says which cluster the commands of remedies are about. */
  readonly target?: CommandTarget
  /** Ids of checks that the user skips. */
  readonly skip: readonly string[]
}

/**
 * Runs the checks of an install and returns the problems and warnings. If a check could not run and there is no problem, throws the error
 * of the read that failed, with exit code 10: an install must not guess.
 */
export function preflight({
  facts,
  own = new Map(),
  pods = new Map(),
  wanted,
  cloud,
  clusterName,
  now,
  target = {},
  skip,
}: PreflightInput): readonly Finding[] {
  const made = <S, V>(rules: readonly Rule<S, V>[]) => rules.filter(({id}) => !skip.includes(id))
  const ofCluster = judge(made(preflightRules.cluster), {target: clusterName, now}, facts, {target})
  const read: FactsOf<ConnectorValues>[] = []
  const ofConnectors = wanted.flatMap(({record, existing, values, adopted}) => {
    const {release, nodeName, osType, location, namespace, aciResourceGroup} = record
    const names = {target: release, nodeName, osType, location, namespace, aciResourceGroup, cloud}
    const subject: ConnectorSubject = {...names, now, isReleased: false, isAsked: true, clusterOptions: []}
    const mine = own.get(release)
    const all = {
      ...facts,
      ...factsOf(mine),
      ...pods.get(release),
      ...networkFacts(record, values, mine?.rights.subnet),
      names: known(namesOf(existing, adopted)),
    }
    read.push(all)
    return judge(made(preflightRules.connector), subject, all, {before: ofCluster, target})
  })
  const findings = inOrder([...ofCluster, ...ofConnectors])
  if (!findings.some(({verdict}) => verdict === 'problem')) refuseUnknown(findings, [facts, ...read])
  return findings.filter(({verdict}) => verdict === 'problem' || verdict === 'warning')
}

function factsOf(
  own: OwnFacts | undefined,
): Pick<FactsOf<ConnectorValues>, 'identity' | 'locks' | 'podLinkLocalAccess' | 'permission' | 'nodeIdentities' | 'rolesToAssign'> {
  if (own === undefined) return {}
  const {identity, rights, locks, podLinkLocalAccess} = own
  return {
    identity: known(identity),
    locks,
    podLinkLocalAccess,
    permission: known(rights.permission),
    nodeIdentities: rights.nodeIdentities,
    rolesToAssign: known(
      rights.rights.flatMap(({role, permission: {principalId}, assigner}) =>
        assigner === undefined ? [] : [{role: role.name, principalId, assigner}],
      ),
    ),
  }
}

function namesOf({record, release, elsewhere, node}: Existing, adopted: Wanted['adopted']): Names {
  const others = elsewhere.filter(one => one.name !== adopted?.release?.name || one.namespace !== adopted.release.namespace)
  return {hasRecord: record !== undefined, sameName: release, elsewhere: others, nodeExists: node !== undefined && adopted === undefined}
}

function refuseUnknown(findings: readonly Finding[], read: readonly FactsOf<ConnectorValues>[]): void {
  const ids = [...new Set(findings.filter(({verdict}) => verdict === 'unknown').map(({id}) => id))]
  const [first] = ids
  if (first === undefined) return
  const needs =
    preflightRules.connector.find(({id}) => id === first)?.needs ?? preflightRules.cluster.find(({id}) => id === first)?.needs ?? []
  const error = read.flatMap(facts => needs.map(name => facts[name])).find(fact => fact?.known === false)
  if (error?.known !== false) return
  if (!(error.error instanceof UserError)) throw error.error
  throw new UserError(error.error.message, {
    hints: [...error.error.hints, `To skip ${ids.length === 1 ? 'this check' : 'these checks'}: --skip-checks ${ids.join(',')}`],
    exitCode: exitCodes.notChecked,
    cause: error.error,
  })
}

/** Checks found a problem; nothing was changed. */
export class PreflightError extends UserError {
  readonly findings: readonly Finding[]

  constructor(findings: readonly Finding[]) {
    // A problem that both connectors of an install have is printed once.
    const causes = findings.filter(({because}) => because === undefined)
    const [first, ...more] = causes.filter(
      ({id, message}, index) => causes.findIndex(other => other.id === id && other.message === message) === index,
    )
    const mayAssign = !findings.some(({id}) => id === rolesAssignable.id)
    super(first?.message ?? 'A check failed.', {
      hints: [first, ...more].flatMap((finding, index) => [
        ...(index === 0 || finding === undefined ? [] : [`Also: ${finding.message}`]),
        ...(finding === undefined || finding.remedy === '' ? [] : [finding.remedy]),
        ...(mayAssign && finding !== undefined && assignableRoles.has(finding.id) ? ['Or pass --assign-role to let vkctl do it.'] : []),
      ]),
      exitCode: exitCodes.checksFailed,
    })
    this.findings = findings
  }
}
