import {describe, expect, it} from '@jest/globals'
import {gist, loggedLine} from '../../../../src/lib/checks/wording/error-text.ts'

describe('gist', () => {
  it.each([
    [
      'is the message of an answer of Azure',
      'PUT https://x\n----\nRESPONSE 403\n{"error": {"code": "A", "message": "Not \\"you\\"."}}',
      'Not "you".',
    ],
    ['is what Entra ID says', '{"error":"invalid_client","error_description":"AADSTS1: No.\\r\\nTrace"}', 'AADSTS1: No. Trace'],
    ['is one line', 'one\n  two\t three \n', 'one two three'],
    ['is the whole where the message is no JSON', '"message": "a \\x b"', '"message": "a \\x b"'],
    ['is whole, however long it is', 'x'.repeat(5000), 'x'.repeat(5000)],
  ])('%s', (_, text, expected) => expect(gist(text)).toBe(expected))
})

describe('loggedLine', () => {
  it('is the last line that fits, as it was before logrus quoted it', () => {
    const log = 'level=error msg="subnet a"\nlevel=error msg="subnet \\"b\\"\\nis gone" error="x"\nlevel=info msg="bye"'
    expect(loggedLine(log, /subnet/)).toBe('subnet "b" is gone')
  })

  it('is nothing when no line fits', () => {
    expect(loggedLine('', /subnet/)).toBeUndefined()
    expect(loggedLine('one\ntwo', /one\ntwo/)).toBeUndefined()
  })
})
