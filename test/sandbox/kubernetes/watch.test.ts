import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {startTestApi, watchEvents, type TestApi, type WatchEvent} from './test-api.ts'

const path = '/api/v1/namespaces/default/secrets'

function summary(events: readonly WatchEvent[]): string[] {
  return events.map(({type, object}) => `${type} ${String(object.metadata.name ?? '')}`.trim())
}

describe('A watch', () => {
  let api: TestApi

  beforeAll(async () => {
    api = await startTestApi()
    await api.send('POST', path, {metadata: {name: 'first', labels: {a: 'b'}}})
  })

  afterAll(() => api.close())

  it('begins with what is there, and says when that is over', async () => {
    const events = await watchEvents(
      api,
      `${path}?watch=true&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan`,
      2,
    )
    expect(summary(events)).toEqual(['ADDED first', 'BOOKMARK'])
    expect(events[1]?.object.metadata.annotations).toEqual({'k8s.io/initial-events-end': 'true'})
  })

  it('tells of what comes into its selector and what leaves it', async () => {
    const {body} = await api.send('GET', path)
    const events = await watchEvents(
      api,
      `${path}?watch=true&labelSelector=a=c&resourceVersion=${body.metadata.resourceVersion}`,
      2,
      async () => {
        for (const a of ['c', 'b'])
          await api.send('PATCH', `${path}/first`, {metadata: {labels: {a}}}, {type: 'application/merge-patch+json'})
      },
    )
    expect(summary(events)).toEqual(['ADDED first', 'DELETED first'])
  })

  it('goes on from a version of the past', async () => {
    const {body} = await api.send('GET', path)
    await api.send('POST', path, {metadata: {name: 'second'}})
    await api.send('DELETE', `${path}/second`)
    const events = await watchEvents(api, `${path}?watch=true&resourceVersion=${body.metadata.resourceVersion}`, 2)
    expect(summary(events)).toEqual(['ADDED second', 'DELETED second'])
  })

  it('ends in time', async () => {
    expect(await watchEvents(api, `${path}?watch=true&timeoutSeconds=1&fieldSelector=metadata.name=none`, 1)).toEqual([])
  })
})
