import {printedHints} from '../../../printed-hints.ts'
import {describe, expect, it} from '@jest/globals'
import {createHttpHeaders, createPipelineRequest} from '@azure/core-rest-pipeline'
import {armErrorOf, checkArmAnswer} from '../../../../src/lib/azure/transport/arm-answer.ts'
import {UserError} from '../../../../src/lib/errors.ts'

const request = createPipelineRequest({url: 'https://management.azure.com/subscriptions/s'})

function errorFor(status: number, body: string, headers: Record<string, string> = {}): UserError {
  try {
    checkArmAnswer(request, {request, status, headers: createHttpHeaders(headers), bodyAsText: body})
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('It was taken for a success.')
}

const body = (code: string, message: string, more = {}): string => JSON.stringify({error: {code, message, ...more}})

describe('an answer of Resource Manager', () => {
  it.each([
    [200, '{}'],
    [204, ''],
    [302, ''],
  ])('with status %s and the body %j is a success', (status, text) => {
    expect(() => checkArmAnswer(request, {request, status, headers: createHttpHeaders(), bodyAsText: text})).not.toThrow()
  })

  it.each([
    [400, 1],
    [401, 8],
    [403, 8],
    [404, 3],
    [409, 1],
    [500, 1],
  ])('with status %s ends the command with exit code %s, in the words of ARM', (status, exitCode) => {
    const error = errorFor(status, body('SomeCode', 'Some message.'), {'x-ms-request-id': 'r-1'})
    expect(error).toMatchObject({exitCode, message: '(SomeCode) Some message.'})
    expect(armErrorOf(error)).toMatchObject({status, code: 'SomeCode', requestId: 'r-1'})
    expect(error.request).toEqual({method: 'GET', server: 'management.azure.com', resource: '/subscriptions/s', status, requestId: 'r-1'})
  })

  it('may have its error without the frame, and details', () => {
    expect(errorFor(400, JSON.stringify({code: 'A', message: 'B'})).message).toBe('(A) B')
    const details = [{code: 'C', message: 'D'}, {code: 1}, null]
    expect(errorFor(400, body('A', 'B', {details})).details).toEqual(['(C) D'])
  })

  it('keeps targets, and errors in errors, down to the true cause', () => {
    const more = {
      target: 'aci-vnet',
      details: [{code: 'InUse', message: 'In use.', target: 'aci', details: [{code: 'Deep', message: 'By a container group.'}]}],
      innererror: {code: 'Inner', innererror: {code: 'Innermost', message: 'The subnet is full.'}},
      additionalInfo: [{type: 'PolicyViolation', info: {policyAssignmentName: 'no-aci'}}],
    }
    expect(errorFor(409, body('Conflict', 'No.', more)).details).toEqual([
      'Target: aci-vnet',
      '(InUse) In use. [aci]',
      '(Deep) By a container group.',
      '(Inner)',
      '(Innermost) The subnet is full.',
      '{"type":"PolicyViolation","info":{"policyAssignmentName":"no-aci"}}',
    ])
  })

  it('names the command that registers a provider, and the pause that Azure asks for', () => {
    const unregistered = body('MissingSubscriptionRegistration', "The subscription is not registered to use namespace 'Microsoft.Network'.")
    expect(printedHints(errorFor(409, unregistered))).toContain('vkctl provider register --namespace Microsoft.Network --wait')
    expect(printedHints(errorFor(429, body('TooManyRequests', 'Later.'), {'retry-after': '17'}))).toContain('17 seconds')
  })

  it.each([
    [403, 'RequestDisallowedByPolicy', 'az policy exemption create'],
    [409, 'ScopeLocked', 'az lock delete'],
    [409, 'ReadOnlyDisabledSubscription', 'Reactivate'],
  ])('with status %s and code %s says what to do in the subscription', (status, code, hint) => {
    expect(printedHints(errorFor(status, body(code, 'No.')))).toContain(hint)
  })

  it.each([
    [200, '<html>'],
    [404, '<html>'],
    [502, ''],
  ])('with status %s and the body %j comes from something else', (status, text) => {
    const error = errorFor(status, text)
    expect(error.message).toContain('something that is not JSON')
    expect(error.message).not.toContain('html>')
    expect(error.exitCode).toBe(status === 404 ? 3 : 1)
    expect(armErrorOf(error)).toBeUndefined()
  })
})
