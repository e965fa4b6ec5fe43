import {describe, expect, it} from '@jest/globals'
import {checkFaults} from '../../sandbox/fault-rules.ts'
import {Faults} from '../../sandbox/faults.ts'

const azure = {server: 'azure', status: 500}

describe('the faults that somebody wants to set', () => {
  it('may have all fields', () => {
    const fault = {...azure, method: 'PUT', path: '^/subscriptions/.*groups', skip: 1, times: 2, delayMs: 50, code: 'C', message: 'm'}
    const faults = [fault, {server: 'kubernetes', cut: true}, {...azure, headers: {'retry-after': '2'}, body: '{}'}]
    expect(checkFaults(faults)).toEqual(faults)
    expect(checkFaults([])).toEqual([])
  })

  it.each([
    [{}, 'The faults must be a list'],
    [[1], 'faults[0] must be an object, not 1.'],
    [[azure, null], 'faults[1] must be an object, not null.'],
    [[{status: 500}], 'faults[0].server is missing. It must be azure or kubernetes.'],
    [[{server: 'nope'}], 'faults[0].server must be azure or kubernetes, not "nope".'],
    [[{...azure, bogus: 1}], 'faults[0] has no field "bogus". The fields are server, method,'],
    [[{server: 'azure'}], 'faults[0] has no effect.'],
    [[{server: 'azure', delayMs: 1, body: 'x'}], 'faults[0].body has no effect without status'],
    [[{...azure, cut: true, code: 'X'}], 'faults[0].code has no effect without status, or with cut.'],
    [[{...azure, method: 'get'}], 'faults[0].method must be GET,'],
    [[{...azure, status: 99}], 'faults[0].status must be a whole number from 200 to 599, not 99.'],
    [[{...azure, status: 1000}], 'faults[0].status must be'],
    [[{...azure, status: '500'}], 'faults[0].status must be'],
    [[{...azure, skip: -1}], 'faults[0].skip must be'],
    [[{...azure, times: 0.5}], 'faults[0].times must be'],
    [[{...azure, delayMs: 1e12}], 'faults[0].delayMs must be a whole number from 0 to 3600000'],
    [[{...azure, cut: 'yes'}], 'faults[0].cut must be true or false'],
    [[{...azure, body: {error: 1}}], 'faults[0].body must be text (write JSON as text, too), not {"error":1}.'],
    [[{...azure, headers: {'a b': 'x'}}], 'faults[0].headers must be'],
    [[{...azure, headers: {a: 'x\ny'}}], 'faults[0].headers must be'],
    [[{...azure, headers: {a: 1}}], 'faults[0].headers must be'],
    [[{...azure, headers: {'Content-Length': '1'}}], 'faults[0].headers must be'],
    [[{...azure, path: '('}], 'Unterminated group'],
    [[{...azure, path: ''}], 'faults[0].path must be'],
    [[{...azure, path: '^(a+)+$'}], 'a fast regular expression'],
    [[{...azure, path: '(.*)*x'}], 'a fast regular expression'],
  ])('are refused with what is wrong: %j', (value, message) => {
    expect(() => checkFaults(value)).toThrow(message)
  })

  it('match nothing where their expression is slow for one path only', () => {
    const faults = new Faults()
    faults.set([{server: 'azure', path: '^/(q+)+$', cut: true}])
    expect(faults.take('azure', 'GET', `/${'q'.repeat(100)}!`)).toBeUndefined()
    expect(faults.take('azure', 'GET', '/qq')).toMatchObject({cut: true})
  })
})
