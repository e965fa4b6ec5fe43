import {describe, expect, it} from '@jest/globals'
import {known, unknown} from '../../../../src/lib/checks/engine/fact.ts'
import {fitSchema} from '../../../../src/lib/connector/bundle/fit-schema.ts'
import {bundleOf, bundleText} from '../../../../src/lib/connector/bundle/write-bundle.ts'
import {parseBundle} from '../../../../src/lib/connector/bundle/read-bundle.ts'
import type {Inspection} from '../../../../src/lib/connector/inspection/inspection.ts'
import {failingPods, storiesOf} from '../../../../src/lib/connector/pod-history/failing-pods.ts'
import type {PodObject} from '../../../../src/lib/kubernetes/objects.ts'
import {factsOf, subject, well} from '../../checks/well.ts'
import {group} from '../smoke/state.ts'
import {aciEvent, at, history, pod, podEvent, running} from './history.ts'

const inspection = (onNode: readonly PodObject[], pending: readonly PodObject[] = []): Inspection => ({
  cluster: {subject: {target: 'c', now: new Date(at('01:00:00'))}, facts: {...factsOf(well), pendingPods: known(pending)}},
  connectors: [
    {
      connectorName: 'virtual-kubelet',
      origin: 'vkctl',
      managedBy: undefined,
      workload: undefined,
      subject,
      facts: {...factsOf(well), podsOnNode: known(onNode)},
    },
  ],
})

const named = (name: string, created: string, owner: string | undefined, status: PodObject['status'] = {phase: 'Pending'}): PodObject => ({
  metadata: {
    name,
    namespace: 'shop',
    uid: name,
    creationTimestamp: at(created),
    ...(owner !== undefined && {ownerReferences: [{kind: 'ReplicaSet', name: owner, uid: owner}]}),
  },
  ...(status !== undefined && {status}),
})

describe('the pods whose history is read', () => {
  const names = (pods: readonly PodObject[]) => pods.map(({metadata: {name}}) => name)

  it('are the newest of each owner, newest first, of those that do not run', () => {
    const onNode = [
      named('old', '00:01:00', 'a'),
      named('new', '00:02:00', 'a'),
      named('well', '00:09:00', 'b', running),
      named('alone', '00:03:00', undefined),
    ]
    expect(names(failingPods(inspection(onNode, [named('waits', '00:04:00', 'c')])))).toEqual(['waits', 'alone', 'new'])
  })

  it('are at most five', () => {
    const many = Array.from({length: 9}, (_, index) => named(`p${index}`, `00:0${index}:00`, undefined))
    expect(names(failingPods(inspection(many)))).toEqual(['p8', 'p7', 'p6', 'p5', 'p4'])
  })

  it('are none where pods cannot be read', () => {
    const {cluster, connectors} = inspection([])
    const unread = connectors.map(one => ({...one, facts: {...one.facts, podsOnNode: unknown('no')}}))
    expect(failingPods({cluster: {...cluster, facts: {}}, connectors: unread})).toEqual([])
  })
})

describe('the stories', () => {
  const refused = pod({phase: 'Pending', reason: 'ProviderFailed'})
  const read: Inspection = {
    ...inspection([refused]),
    failingPods: [
      history({
        pod: refused,
        events: known([podEvent('00:58:37', 'ProviderCreateFailed', 'ACI is full', {type: 'Warning', count: 3})]),
        log: unknown('The logs cannot be read'),
        containerGroup: known(
          group({name: 'shop-web-1', tags: {UID: 'u1'}, events: [aciEvent('00:58:38', 'Failed', 'no image', {type: 'Warning'})]}),
        ),
        roles: known([{role: 'Contributor', scope: '/s', assignedAt: at('00:58:40')}]),
      }),
      history({pod: pod({phase: 'Pending'}, 'ordinary'), isForVirtualNodes: false}),
    ],
  }

  it('are those of pods that are meant for virtual nodes', () => {
    expect(storiesOf(read)?.map(({name, verdict, timeLine}) => ({name, verdict, entries: timeLine.length}))).toEqual([
      {name: 'web-1', verdict: 'problem', entries: 4},
    ])
    expect(storiesOf(inspection([refused]))).toBeUndefined()
  })

  it('are the same from a bundle', () => {
    const {text, misfits} = bundleText(bundleOf(read, '0.1.0', new Date(at('01:00:00'))))
    expect(misfits).toEqual([])
    expect(storiesOf(parseBundle(text, 'b.json').inspection)).toEqual(storiesOf(read))
  })

  it('are left out of a bundle that this vkctl cannot read in whole', () => {
    const {text} = bundleText(bundleOf(read, '0.1.0', new Date(at('01:00:00'))))
    const json = JSON.parse(text.replace('"isForVirtualNodes": true', '"isForVirtualNodes": "so"')) as {readonly inspection: Inspection}
    expect(fitSchema(json)).toEqual([{fact: 'failingPods', fault: expect.stringContaining('must be boolean')}])
    expect(storiesOf(json.inspection)).toBeUndefined()
  })
})
