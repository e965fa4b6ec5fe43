import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {reviewInstaller} from '../../../../src/lib/connector/facts/access-reviews.ts'
import type {Helm} from '../../../../src/lib/helm/helm.ts'
import type {Kubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import {tools} from '../../../tools.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'

const {kubectl: tool} = tools['4.2.3']
const host = {signal: new AbortController().signal}
const spec = {namespace: 'vk', given: {}}

describe('what whoever installs may make', () => {
  let api: TestApi
  beforeAll(async () => {
    api = await startTestApi()
  })
  afterAll(() => api.close())
  beforeEach(() => api.faults.forgetRequests())
  const review = (kubectl: Kubectl, major: 2 | 4 = 4) => reviewInstaller(host, {kubectl, helm: {version: {text: '', major}} as Helm}, spec)
  const questions = () => api.faults.requests.filter(({path}) => path.includes('selfsubjectaccessreviews')).length

  it('is everything for an administrator, which is one question', async () => {
    const reviews = await review(await api.openDirectly(tool))
    expect(reviews).toMatchObject({
      known: true,
      value: expect.arrayContaining([expect.objectContaining({resource: 'secrets', allowed: true})]),
    })
    expect(reviews.known && reviews.value.every(({allowed}) => allowed)).toBe(true)
    expect(questions()).toBe(1)
  })

  it('is asked for one by one else, and the same through kubectl', async () => {
    const direct = await review(await api.openDirectly(tool, api.config('stranger')))
    expect(direct).toMatchObject({known: true})
    expect(direct.known && direct.value.some(({allowed}) => allowed)).toBe(false)
    expect(questions()).toBe(9)
    expect(await review(await api.open(tool, api.config('stranger')))).toEqual(direct)
    expect(await review(await api.open(tool))).toEqual(await review(await api.openDirectly(tool)))
  })

  it('does not matter with Helm 2, where Tiller makes it', async () => {
    expect(await review(await api.openDirectly(tool, api.config('stranger')), 2)).toEqual({known: true, value: []})
  })
})
