import {afterAll, beforeAll, expect, it} from '@jest/globals'
import {podEvents} from '../../../src/lib/kubernetes/events.ts'
import type {KubeObject} from '../../../src/lib/kubernetes/objects.ts'
import {createObjects} from '../../../src/lib/kubernetes/write.ts'
import {tools} from '../../tools.ts'
import {namespace} from './objects.ts'
import {startTestApi, type TestApi} from './test-api.ts'

const {kubectl: tool} = tools['4.2.3']
const event = (name: string, pod: string, times: object): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {name, namespace},
    involvedObject: {kind: 'Pod', name: pod, namespace},
    reason: name,
    ...times,
  }) as KubeObject

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
  await createObjects(
    await api.openDirectly(tool),
    [
      {apiVersion: 'v1', kind: 'Namespace', metadata: {name: namespace}},
      event('last', 'p', {lastTimestamp: '2026-11-25T12:00:03Z'}),
      event('first', 'p', {lastTimestamp: '2026-11-25T12:00:01Z'}),
      // As the newer events API writes it.
      event('second', 'p', {lastTimestamp: null, eventTime: '2026-11-25T12:00:02.000000Z'}),
      event('other', 'q', {lastTimestamp: '2026-11-25T12:00:01Z'}),
    ],
    {mayExist: []},
  )
})
afterAll(() => api.close())

it.each(['through kubectl', 'by the API server itself'])('events of one pod come with the newest last, %s', async way => {
  const kubectl = await (way === 'through kubectl' ? api.open(tool) : api.openDirectly(tool))
  const {events, unread} = await podEvents(kubectl, {name: 'p', namespace})
  expect(events.map(({reason}) => reason)).toEqual(['first', 'second', 'last'])
  expect(unread).toEqual([])
})

it('events that may not be read are told, not left out', async () => {
  const {events, unread} = await podEvents(await api.openDirectly(tool, api.config('nobody')), {name: 'p', namespace})
  expect(events).toEqual([])
  expect(unread).toMatchObject([{kind: 'Event', namespace, status: 'Forbidden'}])
})
