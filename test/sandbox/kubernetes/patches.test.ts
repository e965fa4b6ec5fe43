import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {jsonPatch} from '../../../sandbox/kubernetes/patch/json-patch.ts'
import {strategicMergePatch} from '../../../sandbox/kubernetes/patch/strategic.ts'
import {Schemas} from '../../../sandbox/kubernetes/schema/schemas.ts'
import {deployment, deployments, startTestApi, type TestApi} from './test-api.ts'

const podSpec = {type: 'struct', model: 'V1PodSpec', atomic: false} as const

describe('A strategic merge patch', () => {
  const schemas = new Schemas()
  const patch = (target: unknown, change: unknown): unknown => strategicMergePatch(schemas, target, change, podSpec)

  it('merges lists by their keys', () => {
    const target = {
      containers: [
        {name: 'a', image: '1', env: [{name: 'X', value: 'x'}]},
        {name: 'b', image: '1'},
      ],
    }
    expect(patch(target, {containers: [{name: 'a', image: '2', env: [{name: 'Y', value: 'y'}]}]})).toEqual({
      containers: [
        {
          name: 'a',
          image: '2',
          env: [
            {name: 'Y', value: 'y'},
            {name: 'X', value: 'x'},
          ],
        },
        {name: 'b', image: '1'},
      ],
    })
  })

  it('deletes and replaces elements', () => {
    const target = {containers: [{name: 'a'}, {name: 'b'}]}
    expect(patch(target, {containers: [{name: 'a', $patch: 'delete'}]})).toEqual({containers: [{name: 'b'}]})
    expect(patch(target, {containers: [{name: 'c'}, {$patch: 'replace'}]})).toEqual({containers: [{name: 'c'}]})
  })

  it('orders elements as the client says', () => {
    const target = {containers: [{name: 'a'}, {name: 'b'}, {name: 'c'}]}
    expect(patch(target, {'$setElementOrder/containers': [{name: 'c'}, {name: 'b'}, {name: 'a'}]})).toEqual({
      containers: [{name: 'c'}, {name: 'b'}, {name: 'a'}],
    })
  })

  it('keeps only the keys that it is told to keep', () => {
    const target = {volumes: [{name: 'v', emptyDir: {}}]}
    expect(patch(target, {volumes: [{name: 'v', $retainKeys: ['name', 'secret'], secret: {secretName: 's'}}]})).toEqual({
      volumes: [{name: 'v', secret: {secretName: 's'}}],
    })
  })

  it('replaces lists without keys, and takes elements out of lists of texts', () => {
    expect(patch({tolerations: [{key: 'a'}]}, {tolerations: [{key: 'b'}]})).toEqual({tolerations: [{key: 'b'}]})
    const meta = {type: 'struct', model: 'V1ObjectMeta', atomic: false} as const
    expect(
      strategicMergePatch(schemas, {finalizers: ['a', 'b']}, {'$deleteFromPrimitiveList/finalizers': ['a'], finalizers: ['c']}, meta),
    ).toEqual({finalizers: ['c', 'b']})
  })
})

describe('A JSON patch', () => {
  it('does what RFC 6902 says', () => {
    const document = {a: [1, 2], 'b/c': {d: 1}}
    const patch = [
      {op: 'test', path: '/a/0', value: 1},
      {op: 'add', path: '/a/1', value: 9},
      {op: 'remove', path: '/a/0'},
      {op: 'add', path: '/a/-', value: 3},
      {op: 'move', from: '/b~1c/d', path: '/e'},
      {op: 'copy', from: '/e', path: '/f'},
      {op: 'replace', path: '/e', value: null},
    ]
    expect(jsonPatch(document, patch)).toEqual({a: [9, 2, 3], 'b/c': {}, e: null, f: 1})
    expect(document.a).toEqual([1, 2])
  })

  it.each([
    [{op: 'test', path: '/a', value: 2}, 'testing value /a failed'],
    [{op: 'remove', path: '/x'}, 'doc is missing key: /x'],
    [{op: 'add', path: '/x/y', value: 1}, 'doc is missing path: /x/y'],
  ])('fails as a whole: %j', (operation, message) => {
    expect(() => jsonPatch({a: 1}, [operation])).toThrow(message)
  })
})

describe('Patches over HTTP', () => {
  let api: TestApi

  beforeAll(async () => {
    api = await startTestApi()
    await api.send('POST', deployments, deployment('a'))
  })

  afterAll(() => api.close())

  it('are refused as a type that is not known', async () => {
    expect((await api.send('PATCH', `${deployments}/a`, {}, {type: 'application/json'})).status).toBe(415)
  })

  it('fail with 422 when a test of a JSON patch does', async () => {
    const reply = await api.send('PATCH', `${deployments}/a`, [{op: 'test', path: '/spec/replicas', value: 5}], {
      type: 'application/json-patch+json',
    })
    expect(reply).toMatchObject({status: 422, body: {reason: 'Invalid'}})
  })

  it('fail when they were made of an older version', async () => {
    const reply = await api.send('PATCH', `${deployments}/a`, {metadata: {resourceVersion: '1'}}, {type: 'application/merge-patch+json'})
    expect(reply.status).toBe(409)
  })
})
