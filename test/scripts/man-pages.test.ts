import {execFileSync, spawnSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {beforeAll, describe, expect, it} from '@jest/globals'
import {manPages} from '../../scripts/man/pages.ts'
import {escaped, verbatim} from '../../scripts/man/roff.ts'
import {describeCommands} from '../../scripts/manifest.ts'
import {readSurface, type Surface} from '../../src/surface.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const hasGroff = spawnSync('groff', ['--version']).status === 0
const hasLexgrog = spawnSync('lexgrog', ['--version']).status === 0
const roff = (page: string): {readonly stdout: string; readonly stderr: string} =>
  spawnSync('groff', ['-ww', '-man', '-Kutf8', '-Tutf8', '-P-cbou', '-rLL=300n'], {input: page, encoding: 'utf8'})

describe('man pages', () => {
  let surface: Surface
  let pages: readonly [string, string][] = []

  beforeAll(async () => {
    const {commands} = await describeCommands(root, './src/commands')
    surface = await readSurface(root, commands)
    pages = Object.entries(manPages(surface))
  })

  it('are one for the program and one for each command', () => {
    const commands = Object.values(surface.commands).filter(({hidden}) => !hidden)
    expect(pages.map(([file]) => file)).toEqual(['vkctl.1', ...commands.map(({id}) => `vkctl-${id.replaceAll(':', '-')}.1`)])
  })

  it('are all in package.json, for npm', () => {
    const {man} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {readonly man: readonly string[]}
    expect(man.toSorted()).toEqual(pages.map(([file]) => `./man/${file}`).toSorted())
  })

  ;(hasGroff ? describe : describe.skip)('as groff prints them (skipped without groff)', () => {
    it('show every argument, example and exit code, and groff finds nothing wrong', () => {
      for (const [file, page] of pages) {
        const {stdout, stderr} = roff(page)
        expect({file, stderr}).toEqual({file, stderr: ''})
        expect(stdout).toContain('Locked: another run')
        const command =
          surface.commands[file.replace(/^vkctl-(provider-|rbac-)?(.*)\.1$/, (_, group = '', name = '') => group.replace('-', ':') + name)]
        const flags = Object.entries(command?.flags ?? {}).flatMap(([name, {hidden}]) => (hidden === true ? [] : `--${name}`))
        const examples = (command?.examples ?? []).flatMap(example =>
          typeof example === 'string' ? [] : (example.command.split('\n')[0] ?? []),
        )
        expect({file, missing: [...flags, ...examples].filter(text => !stdout.includes(text))}).toEqual({file, missing: []})
      }
      expect(pages.length).toBeGreaterThan(10)
    })

    it.each([String.raw`\fB it's "a" -- \(rs`, '.SH not a heading', "'so", '~^`', 'Größe 漢字', 'a \\', '--set x=$(y) | z'])(
      'print %j as it is',
      text => {
        const {stdout, stderr} = roff(['.TH X 1', '.SH NAME', 'x', ...verbatim(text), escaped(text), ''].join('\n'))
        expect(stderr).toBe('')
        expect(stdout.split(text)).toHaveLength(3)
      },
    )
  })

  ;(hasLexgrog ? describe : describe.skip)('as apropos reads them (skipped without lexgrog)', () => {
    it('can be found', () => {
      for (const [file, page] of pages) {
        const found = execFileSync('lexgrog', ['-'], {input: page, encoding: 'utf8'})
        expect(found).toContain(`${file.replace(/\.1$/, '')} - `)
      }
    })
  })
})
