import {printedHints} from '../../../printed-hints.ts'
import {describe, expect, it} from '@jest/globals'
import type {ConnectorValues} from '../../../../src/lib/checks/facts/connector-values.ts'
import {known, unknown} from '../../../../src/lib/checks/engine/fact.ts'
import {printedLine} from '../../../../src/lib/printed-commands/printed-lines.ts'
import {assignRoleCommand} from '../../../../src/lib/checks/rules/azure-permissions.ts'
import type {OwnFacts} from '../../../../src/lib/connector/install/facts.ts'
import {preflight, PreflightError, type PreflightInput} from '../../../../src/lib/connector/install/preflight.ts'
import {NotAllowedError, type UserError} from '../../../../src/lib/errors.ts'
import {cluster, factsOf, well} from '../../checks/well.ts'
import {helmRelease, wanted} from './wanted.ts'

const one = wanted()
const before = (facts: Partial<ConnectorValues> = {}, changes: Partial<PreflightInput> = {}): PreflightInput => ({
  facts: factsOf({...well, ...facts}),
  wanted: [one, wanted('Windows')],
  cloud: 'AzureCloud',
  clusterName: 'c',
  now: new Date('2026-11-23T12:00:00Z'),
  skip: [],
  ...changes,
})
const notRegistered = {provider: {...well.provider, registrationState: 'NotRegistered'}}
const locked = {cluster: {...cluster, nodeResourceGroupLocked: true}}
const withoutRole = {
  permission: {principalId: 'p', scope: '/g', missing: ['Microsoft.ContainerInstance/containerGroups/write'], denied: [], conditional: []},
}
const ids = (input: PreflightInput) => preflight(input).map(({id, target}) => [id, target])

describe('before an install', () => {
  it('nothing speaks against it when all is well', () => {
    expect(preflight(before())).toEqual([])
  })

  it('everything that does is found at once', () => {
    const theirs = {...one, existing: {...one.existing, release: helmRelease(one.record, {chartName: 'nginx'})}}
    const found = ids(before({...notRegistered, ...locked, ...withoutRole}, {wanted: [theirs, wanted('Windows')]}))
    expect(found).toEqual(
      expect.arrayContaining([
        ['provider-registered', 'Microsoft.ContainerInstance'],
        ['group-open', 'vk-linux-eastus'],
        ['role-assigned', 'vk-linux-eastus'],
        ['name-free', 'vk-linux-eastus'],
        ['group-open', 'vk-windows-eastus'],
        ['role-assigned', 'vk-windows-eastus'],
      ]),
    )
  })

  it("the group is looked at that the connector is to use, not always the cluster's", () => {
    const elsewhere = {...one, record: {...one.record, aciResourceGroup: 'mine'}}
    expect(ids(before(locked, {wanted: [elsewhere]}))).toEqual([])
  })

  it('each connector is judged by its own identity and rights', () => {
    const rights = {
      rights: [],
      subnet: undefined,
      nodeIdentities: known([{scaleSet: '', id: '', clientId: 'c'}]),
      roleAssignmentId: undefined,
      networkRoleAssignmentId: undefined,
    }
    const permission = {...withoutRole.permission, missing: []}
    const own = new Map<string, OwnFacts>([
      [
        'vk-linux-eastus',
        {
          locks: known([]),
          podLinkLocalAccess: known(undefined),
          identity: {kind: 'kubelet', clientId: 'c', objectId: 'o'},
          rights: {...rights, permission},
        },
      ],
      [
        'vk-windows-eastus',
        {
          locks: known([]),
          podLinkLocalAccess: known(undefined),
          identity: {kind: 'userAssigned', clientId: 'd', objectId: 'p'},
          rights: {...rights, ...withoutRole},
        },
      ],
    ])
    expect(ids(before({}, {own}))).toEqual([
      ['identity-attached', 'vk-windows-eastus'],
      ['role-assigned', 'vk-windows-eastus'],
    ])
  })

  it('a node without a connector is found, one with a record is not', () => {
    const node = {metadata: {name: one.record.nodeName}}
    const withNode = (existing: object) => before({}, {wanted: [{...one, existing: {...one.existing, node, ...existing}}]})
    expect(ids(withNode({}))).toEqual([['name-free', one.record.release]])
    expect(ids(withNode({record: one.record}))).toEqual([])
  })

  it('a check that is skipped says nothing', () => {
    expect(ids(before(locked, {skip: ['group-open']}))).toEqual([])
  })

  it('what may not be read ends the run, with the right that is missing and how to go on without', () => {
    const error = new NotAllowedError('(AuthorizationFailed) no right', {hints: ['Ask for it.']})
    const input = {...before(), facts: {...factsOf(well), permission: unknown(error.message, error)}}
    const thrown = rejection(() => preflight(input))
    expect(thrown).toMatchObject({exitCode: 10, message: '(AuthorizationFailed) no right', cause: error})
    expect(thrown.hints[0]).toBe('Ask for it.')
    expect(thrown.hints.at(-1)).toMatch(/--skip-checks [a-z,-]*role-assigned/)
    expect(
      preflight({
        ...input,
        skip: printedHints(thrown)
          .replace(/[^]*--skip-checks /, '')
          .split(','),
      }),
    ).toEqual([])
  })

  it('a problem is told even when something else may not be read', () => {
    const input = before(notRegistered)
    expect(ids({...input, facts: {...input.facts, permission: unknown('no right')}})).toEqual([
      ['provider-registered', 'Microsoft.ContainerInstance'],
    ])
  })

  it('a bug while reading stays a bug', () => {
    const bug = new TypeError('x is not a function')
    expect(rejection(() => preflight({...before(), facts: {...factsOf(well), permission: unknown('x', bug)}}))).toBe(bug)
  })
})

function rejection(act: () => unknown): UserError {
  try {
    act()
  } catch (error) {
    return error as UserError
  }
  throw new Error('It did not fail.')
}

describe('the error of a preflight', () => {
  it('ends with 4, says what and why, then what to do for each', () => {
    const findings = preflight(before({...notRegistered, ...withoutRole}))
    const error = new PreflightError(findings)
    expect(error.exitCode).toBe(4)
    expect(error.findings).toBe(findings)
    expect(error.message).toContain('NotRegistered')
    const hints = printedHints(error)
    expect(hints).toContain('vkctl provider register --namespace Microsoft.ContainerInstance --wait')
    expect(hints).toContain('containerGroups/write')
    // Once, although it holds for both connectors.
    expect(error.hints.filter(hint => hint === printedLine(assignRoleCommand('p', '/g'), {}))).toHaveLength(1)
    expect(hints).toContain('--assign-role')
  })

  it('does not offer to assign a role when the user may not', () => {
    const assigner = {...withoutRole.permission, scope: '/g', missing: ['Microsoft.Authorization/roleAssignments/write']}
    const rolesToAssign = [{role: 'R', principalId: 'p', assigner}]
    const error = new PreflightError(preflight(before({...withoutRole, rolesToAssign}, {wanted: [one]})))
    expect(printedHints(error)).toContain('roleAssignments/write')
    expect(printedHints(error)).not.toContain('--assign-role')
  })
})
