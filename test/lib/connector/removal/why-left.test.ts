import {describe, expect, it} from '@jest/globals'
import {ArmError} from '../../../../src/lib/azure/transport/arm-answer.ts'
import type {Step} from '../../../../src/lib/connector/removal/steps/steps.ts'
import type {Thing} from '../../../../src/lib/connector/removal/things.ts'
import {whyLeft, whyNamespaceLeft} from '../../../../src/lib/connector/removal/why-left.ts'
import {NotAllowedError, UserError} from '../../../../src/lib/errors.ts'
import type {Metadata} from '../../../../src/lib/kubernetes/objects.ts'
import {assigned, connector} from './target.ts'

const {nodeName, release, namespace} = connector()
const group: Thing = {kind: 'container group', aciResourceGroup: 'MC_g', name: 'default-web', certain: true}
const object = (kind: string, metadata: Partial<Metadata>, ofChart = false): Thing => ({
  kind: 'object',
  object: {kind, metadata: {name: 'n', ...metadata}},
  ofChart,
})
const waiting: Step = {do: 'wait-for-container-groups', nodeName, aciResourceGroup: 'MC_g', podUids: [], connectorRuns: false, except: []}
const failing = (step: Step, error: Error) => new Map([[step, error]])
const armError = (code: string, status = 409) => new UserError(`(${code}) no`, {cause: new ArmError(status, code, 'no', undefined)})
const why = (thing: Thing, failures: ReadonlyMap<Step, Error> = new Map()) => whyLeft(thing, {nodeName, release}, failures)

describe('why something is left', () => {
  it.each([
    ['ScopeLocked', 'lock'],
    ['DenyAssignmentAuthorizationFailed', 'deny-assignment'],
    ['RequestDisallowedByPolicy', 'policy'],
    ['AuthorizationFailed', 'right'],
    ['InternalServerError', 'failed'],
  ])('is decided by the code of Azure: %s', (code, kind) => {
    expect(why(group, failing(waiting, armError(code)))).toEqual({
      left: 'container group MC_g/default-web',
      kind,
      message: `(${code}) no`,
    })
  })

  it('is a missing right if the cluster says so', () => {
    const step: Step = {do: 'delete-secret', name: 'n', namespace}
    expect(why(object('Secret', {namespace}), failing(step, new NotAllowedError('no')))).toMatchObject({kind: 'right'})
  })

  it('is the finalizers of an object that is being deleted', () => {
    const held = object('Secret', {namespace: 'vk', deletionTimestamp: '2026-11-29T12:00:00Z', finalizers: ['example.com/hold']})
    expect(why(held)).toEqual({
      left: 'secret vk/n',
      kind: 'finalizer',
      message: 'It was deleted at 2026-11-29T12:00:00Z, and waits for example.com/hold.',
    })
  })

  it('is not known without a step that failed on it', () => {
    expect(why(group)).toBeUndefined()
    const refused = armError('ScopeLocked')
    expect(why({kind: 'role assignment', id: assigned}, failing({do: 'delete-role-assignment', id: '/other'}, refused))).toBeUndefined()
    expect(why({kind: 'role assignment', id: assigned}, failing({do: 'delete-role-assignment', id: assigned}, refused))).toMatchObject({
      kind: 'lock',
    })
    expect(why(object('Node', {}), failing({do: 'delete-node', nodeName}, refused))).toMatchObject({kind: 'lock'})
    expect(why(object('ClusterRole', {}), failing({do: 'delete-node', nodeName}, refused))).toBeUndefined()
    expect(why(object('ClusterRole', {}, true), failing({do: 'uninstall-release', release, namespace}, refused))).toMatchObject({
      left: 'clusterrole n',
    })
  })

  it('is that vkctl leaves alone what may be of another cluster', () => {
    expect(why({...group, certain: false})).toMatchObject({kind: 'unclear'})
  })
})

describe('why a namespace is left', () => {
  it('is what its conditions say, while it is being deleted', () => {
    const conditions = [
      {type: 'NamespaceDeletionContentFailure', status: 'False', message: 'All content successfully deleted'},
      {type: 'NamespaceFinalizersRemaining', status: 'True', message: 'example.com/hold in 1 resource instances'},
    ]
    const held = {kind: 'Namespace', metadata: {name: 'vk', deletionTimestamp: '2026-11-29T12:00:00Z'}, status: {conditions}}
    expect(whyNamespaceLeft(held, new Map())).toEqual({
      left: 'namespace vk',
      kind: 'terminating',
      message:
        'It was deleted at 2026-11-29T12:00:00Z, and is not gone yet. NamespaceFinalizersRemaining: example.com/hold in 1 resource instances',
    })
  })

  it('is why it could not be deleted', () => {
    const there = {kind: 'Namespace', metadata: {name: 'vk'}}
    expect(whyNamespaceLeft(there, new Map())).toBeUndefined()
    expect(whyNamespaceLeft(there, failing({do: 'delete-namespace', namespace: 'vk'}, new NotAllowedError('no')))).toMatchObject({
      kind: 'right',
    })
  })
})
