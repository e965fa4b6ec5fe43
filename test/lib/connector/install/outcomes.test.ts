import {describe, expect, it} from '@jest/globals'
import {known, unknown} from '../../../../src/lib/checks/engine/fact.ts'
import {outcomeOf, type Seen} from '../../../../src/lib/connector/install/outcomes.ts'
import type {Progress} from '../../../../src/lib/connector/install/progress.ts'
import {UserError} from '../../../../src/lib/errors.ts'
import {registeredNode, wanted} from './wanted.ts'

const one = wanted()
const progress = (changes: Partial<Progress> = {}): Progress => ({
  plan: {
    id: {connectorName: 'vk', osType: 'Linux', location: 'eastus'},
    record: one.record,
    podNamespace: 'virtual-kubelet',
    steps: [{do: 'record', record: one.record}],
  },
  wanted: one,
  revision: 4,
  error: undefined,
  changed: true,
  ...changes,
})
const deployment = {kind: 'Deployment', metadata: {name: 'd'}}
const seen = (
  up: boolean,
  deployments: Seen['observation']['facts']['deployments'],
  evidence: readonly string[] = [],
  node = registeredNode(one.record),
): Seen => ({
  observation: {up, missing: '', facts: {deployments, pods: known([]), node: known(node), lease: known(undefined)}},
  evidence,
})

describe('the outcome of a connector', () => {
  it('is Failed with the error of its steps', () => {
    const error = new UserError('no')
    expect(outcomeOf(progress({error}), undefined)).toMatchObject({
      result: {status: 'Failed', revision: 4, error: {code: 'failed', message: 'no', remedy: ''}},
      error,
    })
  })

  it('is Installing without a wait, and Unknown when nothing was done', () => {
    expect(outcomeOf(progress(), undefined).result.status).toBe('Installing')
    expect(outcomeOf(progress({plan: {...progress().plan, steps: []}}), undefined).result.status).toBe('Unknown')
  })

  it('is Ready when it is up', () => {
    expect(outcomeOf(progress(), seen(true, known([deployment])))).toMatchObject({
      result: {status: 'Ready', chart: 'aci-connector-0.1.0', changed: true},
      error: undefined,
    })
  })

  it('is NotReady when it is up and its node takes no pods', () => {
    const {spec, ...rest} = registeredNode(one.record)
    const cordoned = {...rest, spec: {...spec, unschedulable: true}}
    expect(outcomeOf(progress(), seen(true, known([deployment]), [], cordoned))).toMatchObject({
      result: {status: 'NotReady'},
      error: {exitCode: 4, hints: [expect.stringContaining(`kubectl uncordon ${one.record.nodeName}`)]},
    })
    const unlabelled = {...rest, metadata: {name: one.record.nodeName}, spec: spec ?? {}}
    expect(outcomeOf(progress(), seen(true, known([deployment]), [], unlabelled))).toMatchObject({
      result: {status: 'NotReady'},
      error: {exitCode: 4, hints: ['Run the same command again to restore the node.']},
    })
  })

  it('is Missing when its Deployment was deleted meanwhile', () => {
    expect(outcomeOf(progress(), seen(false, known([])))).toMatchObject({result: {status: 'Missing'}, error: {exitCode: 1}})
  })

  it('is NotReady with the evidence when time runs out, and Unknown when nobody could look', () => {
    expect(outcomeOf(progress(), seen(false, known([deployment]), ['its pod is being created', 'log: x']))).toMatchObject({
      result: {status: 'NotReady', error: {code: 'timedOut', remedy: expect.stringContaining('log: x')}},
      error: {
        exitCode: 5,
        message: 'vk-linux-eastus was not ready in time: its pod is being created',
        hints: ['log: x', expect.anything()],
      },
    })
    expect(outcomeOf(progress(), seen(false, unknown('away'), ['away'])).result.status).toBe('Unknown')
  })
})
