import {expect, it} from '@jest/globals'
import {askedInWords} from '../../src/errors/asked.ts'
import {UserError, withHints} from '../../src/lib/errors.ts'

const request = {method: 'GET', server: 'management.azure.com', status: 409, requestId: 'r-1'}

it.each([
  [
    '/subscriptions/s/resourceGroups/myGroup/providers/Microsoft.ContainerService/managedClusters/myCluster',
    'Microsoft.ContainerService/managedClusters/myCluster in resource group myGroup',
  ],
  ['/subscriptions/s/providers/Microsoft.ContainerInstance', 'Microsoft.ContainerInstance'],
  ['/api/v1/nodes', '/api/v1/nodes'],
])('%s is %s', (resource, words) => {
  expect(askedInWords(new UserError('No.', {request: {...request, resource}}))).toEqual([
    `Request: GET ${words}, to management.azure.com; status 409, request id r-1`,
  ])
})

it('what was asked stays known when the error gets other words', () => {
  const first = new UserError('No.', {details: ['(Deep) The cause.'], request: {...request, resource: '/x', status: null, requestId: null}})
  const lines = ['(Deep) The cause.', 'Request: GET /x, to management.azure.com; no answer']
  expect(askedInWords(withHints(first, ['Do this.'], 'It failed.'))).toEqual(lines)
  expect(askedInWords(new UserError('Again.', {cause: first}))).toEqual(lines)
  expect(askedInWords(new UserError('No.', {program: 'helm upgrade'}))).toEqual(['Program: helm upgrade'])
})
