import {describe, expect, it} from '@jest/globals'
import {isIncomplete, withoutCredentials} from '../../src/lib/addresses.ts'

describe('an address that is shown', () => {
  it.each([
    ['https://user:pa55w0rd@127.0.0.1:1/x.tgz?sig=SECRETSIG', 'https://***@127.0.0.1:1/x.tgz?***'],
    ['https://user:p@ss@host/x', 'https://***@host/x'],
    ['oci://token@registry/x#part', 'oci://***@registry/x'],
    ['Get "https://h/x.tgz?sv=1&sig=S": dial; see https://h/y', 'Get "https://h/x.tgz?***": dial; see https://h/y'],
    ['helm pull https://a:b@h/x --destination /tmp/x', 'helm pull https://***@h/x --destination /tmp/x'],
  ])('has neither user nor password nor query: %s', (text, shown) => {
    expect(withoutCredentials(text)).toBe(shown)
    expect(withoutCredentials(shown)).toBe(shown)
  })

  it.each(['https://host:8443/charts/x-1.0.0.tgz', 'oci://registry/x', '/home/me@work/x.tgz', 'repo/name', 'What? is this'])(
    'is otherwise the same: %s',
    text => {
      expect(withoutCredentials(text)).toBe(text)
      expect(isIncomplete(text)).toBe(false)
    },
  )

  it('cannot be used to fetch something when a part is hidden', () => {
    expect(isIncomplete(withoutCredentials('https://h/x?sig=1'))).toBe(true)
  })
})
