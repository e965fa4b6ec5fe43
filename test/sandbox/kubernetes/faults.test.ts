import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {startTestApi, type TestApi} from './test-api.ts'

describe('Faults', () => {
  let api: TestApi

  beforeAll(async () => {
    api = await startTestApi()
  })

  afterAll(() => api.close())

  it('hit a request once, in the shape of the API', async () => {
    api.faults.set([
      {server: 'kubernetes', method: 'GET', path: '^/api/v1/nodes$', status: 503, code: 'ServiceUnavailable', message: 'not now'},
    ])
    expect(await api.send('GET', '/api/v1/nodes')).toMatchObject({
      status: 503,
      body: {kind: 'Status', reason: 'ServiceUnavailable', message: 'not now', code: 503},
    })
    expect((await api.send('GET', '/api/v1/nodes')).status).toBe(200)
  })

  it('cut a connection before the request is served', async () => {
    api.faults.set([{server: 'kubernetes', method: 'POST', cut: true}])
    await expect(api.send('POST', '/api/v1/namespaces', {metadata: {name: 'cut'}})).rejects.toThrow('socket hang up')
    expect((await api.send('GET', '/api/v1/namespaces/cut')).status).toBe(404)
  })
})
