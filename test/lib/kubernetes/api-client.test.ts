import {afterAll, beforeAll, expect, it} from '@jest/globals'
import {tools} from '../../tools.ts'
import {startTestApi, type TestApi} from './test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())
const get = async (path: string, username?: string) => (await api.openDirectly(tools['4.2.3'].kubectl, api.config(username))).api.get(path)

const asked = (resource: string, status: number) => ({method: 'GET', server: new URL(api.url).host, resource, status, requestId: null})

it('gives what the Status of a refusal says', async () => {
  api.faults.set([])
  expect(await get('/api/v1/nodes/none')).toEqual({
    refused: {code: 404, reason: 'NotFound', message: 'nodes "none" not found', name: 'none', request: asked('/api/v1/nodes/none', 404)},
  })
  expect((await get('/api/v1/nodes', 'nobody')).refused).toMatchObject({code: 403, reason: 'Forbidden'})
})

it.each(['no healthy upstream', 'null', '{"message": ""}'])('says what was asked when something in between answers %s', async body => {
  api.faults.set([{server: 'kubernetes', path: '/nodes', status: 503, body, times: 9}])
  expect(await get('/api/v1/nodes')).toEqual({
    refused: {
      code: 503,
      message: `the API server answered 503 to GET ${api.url}/api/v1/nodes`,
      request: asked('/api/v1/nodes', 503),
    },
  })
})
