import {describe, expect, it} from '@jest/globals'
import {editIni} from '../../../src/lib/configuration/edit-ini.ts'
import {parseIni} from '../../../src/lib/configuration/ini.ts'

const read = (text: string) => parseIni(text, 'f').map(({section, key, value, line}) => [section, key, value, line])

describe('an INI file', () => {
  it('is read as configparser reads it', () => {
    expect(read('[a.b]\nkey: one = 1\n  two\n# none\nKey2=x # not a comment\nquoted = "y"\n[A]\n; none\nempty =\nkey = [v]\n')).toEqual([
      ['a.b', 'key', 'one = 1\ntwo', 2],
      ['a.b', 'Key2', 'x # not a comment', 5],
      ['a.b', 'quoted', '"y"', 6],
      ['A', 'empty', '', 9],
      ['A', 'key', '[v]', 10],
    ])
  })

  it.each([
    ['[a]\n\nnonsense', "f:3: this is not a [section], a comment or 'key = value'."],
    ['key = 1\n[a]', "f:1: 'key' stands before the first [section]."],
    ['[a]\nkey = 1\r\n[b]\r\nkey = 1\r\n[a]\r\nKEY = 2', "f:6: 'KEY' is set already, in line 2."],
    ['[a]\n= 1', 'f:2: this is no'],
  ])('with a mistake is refused with its line: %j', (text, message) => {
    expect(() => parseIni(text, 'f')).toThrow(message)
  })
})

describe('a change of an INI file', () => {
  const edit = (text: string, key: string, value: string | undefined, section = 'defaults') => editIni(text, 'f', [{section, key, value}])
  const file = '# mine\n[core]\noutput = table ; x\n\n[defaults]\n; the group\nGroup=old\n  older\nlocation = eastus\n\n# end\n[x]\na = 1\n'

  it('keeps comments, order and the case of the key', () => {
    expect(edit(file, 'group', 'new')).toBe(file.replace('Group=old\n  older', 'Group = new'))
  })

  it('puts a new key at the end of its section, and a new section at the end of the file', () => {
    expect(edit(file, 'cluster_name', 'c')).toBe(file.replace('location = eastus\n', 'location = eastus\ncluster_name = c\n'))
    expect(edit(file, 'log_dir', '/l', 'logging')).toBe(`${file}\n[logging]\nlog_dir = /l\n`)
    expect(edit('', 'group', 'g')).toBe('[defaults]\ngroup = g\n')
    expect(edit('[defaults]\n# none yet\n', 'group', 'g')).toBe('[defaults]\ngroup = g\n# none yet\n')
  })

  it('removes a key with all its lines, and nothing if it is not there', () => {
    expect(edit(file, 'group', undefined)).toBe(file.replace('Group=old\n  older\n', ''))
    expect(edit(file, 'nothing', undefined)).toBe(file)
  })

  it('keeps the ends of lines', () => {
    expect(edit('[defaults]\r\ngroup = a\r\nx = 1', 'group', 'b')).toBe('[defaults]\r\ngroup = b\r\nx = 1\r\n')
  })
})
