import {describe, expect, it} from '@jest/globals'
import {shellWord} from '../../../src/lib/printed-commands/shell-words.ts'

describe('a word for a shell', () => {
  it.each([
    ['plain-1.2/x=y:z', 'plain-1.2/x=y:z', 'plain-1.2/x=y:z'],
    ['@file', '@file', "'@file'"],
    ['a,b', 'a,b', "'a,b'"],
    ['=ls', "'=ls'", '=ls'],
    ['a=ls', 'a=ls', 'a=ls'],
    ['', "''", "''"],
    ["it's", String.raw`'it'\''s'`, "'it''s'"],
    ['$(id) `x`', "'$(id) `x`'", "'$(id) `x`'"],
    ['{"a":null}', `'{"a":null}'`, `'{"a":null}'`],
    ['‘x’', "'‘x’'", "'‘‘x’’'"],
    ['a\nb\u001B', "'a?b?'", "'a?b?'"],
    [String.raw`C:\my`, String.raw`'C:\my'`, String.raw`C:\my`],
  ])('%s', (word, posix, powershell) => {
    expect(shellWord(word, 'posix')).toBe(posix)
    expect(shellWord(word, 'powershell')).toBe(powershell)
  })
})
