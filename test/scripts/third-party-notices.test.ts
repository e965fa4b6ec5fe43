import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {bundledLibraries, notices} from '../../scripts/third-party-notices.ts'

describe('the licences of bundled libraries', () => {
  const root = mkdtempSync(join(tmpdir(), 'notices-'))
  const modules = join(root, 'node_modules')

  function library(folder: string, content: object, files: Readonly<Record<string, string>>): void {
    mkdirSync(join(modules, folder), {recursive: true})
    writeFileSync(join(modules, folder, 'package.json'), JSON.stringify(content))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(modules, folder, name), text)
  }

  beforeAll(() => {
    library('@a/b', {name: '@a/b', version: '2.0.0', license: 'Apache-2.0'}, {'LICENSE.txt': 'Be kind.\r\n', NOTICE: 'Made by A.'})
    library('c', {name: 'c', version: '1.0.0', license: 'MIT'}, {license: 'Do as you like.', 'index.js': ''})
    library('c/node_modules/@a/b', {name: '@a/b', version: '1.0.0', license: 'ISC'}, {LICENCE: 'Be quick.'})
    library('bare', {name: 'bare', version: '3.0.0', license: 'MIT'}, {})
  })

  afterAll(() => rmSync(root, {recursive: true}))

  it('name each library and version once, with all its texts', () => {
    const ids = ['c/lib/index.js', 'c/lib/more.js', '@a/b/index.js', 'c/node_modules/@a/b/index.js'].map(path => join(modules, path))
    ids.push(join(root, 'src', 'main.ts'), '\0rolldown/runtime.js')
    expect(bundledLibraries(ids)).toEqual([
      {name: '@a/b', version: '1.0.0', license: 'ISC', texts: ['Be quick.']},
      {name: '@a/b', version: '2.0.0', license: 'Apache-2.0', texts: ['Be kind.', 'Made by A.']},
      {name: 'c', version: '1.0.0', license: 'MIT', texts: ['Do as you like.']},
    ])
    const text = notices(bundledLibraries(ids))
    for (const part of ['@a/b 1.0.0 (ISC)', 'Be quick.', '@a/b 2.0.0 (Apache-2.0)', 'Be kind.', 'Made by A.']) expect(text).toContain(part)
  })

  it('stop the build when a library comes without one', () => {
    expect(() => bundledLibraries([join(modules, 'bare', 'index.js')])).toThrow('bare 3.0.0 is bundled but comes without its licence.')
  })
})
