import {dirname} from 'node:path/posix'
import {describe, expect, it} from '@jest/globals'
import {circles} from './circles.ts'
import {importsOf, sourceFiles} from './imports.ts'
import {floors, forbidden, mostFiles} from './rules.ts'

const files = sourceFiles('src', 'sandbox')
const imports = files.flatMap(file => importsOf(file))

describe('the architecture', () => {
  it('is kept by every import', () => {
    expect(imports.length).toBeGreaterThan(1000)
    const broken = imports.flatMap(edge => {
      const why = forbidden(edge)
      return why === undefined ? [] : [`${edge.from} -> ${edge.to}: ${why}`]
    })
    expect(broken).toEqual([])
  })

  it('has a room for every entry of the table', () => {
    const isThere = (room: string) => files.some(({path}) => path === room || path.startsWith(`${room}/`))
    expect(floors.flat().filter(room => !isThere(room))).toEqual([])
  })

  it('has no circle of imports', () => {
    expect(circles(imports)).toEqual([])
  })

  it('has no folder with more files than one takes in at a glance', () => {
    const count = Map.groupBy(sourceFiles('src', 'sandbox', 'test'), ({path}) => dirname(path))
    const large = [...count].filter(([, {length}]) => length > mostFiles)
    expect(large.map(([folder, {length}]) => `${folder}: ${length}`)).toEqual([])
  })

  it('has one place that reads the environment and the signals', () => {
    const readers = files.filter(({text}) => /\bprocess\.(env|on|once)\b|{[^}]*\benv\b[^}]*} = process\b/.test(text)).map(({path}) => path)
    expect(readers.filter(path => path.startsWith('src/'))).toEqual(['src/system.ts'])
  })
})

describe('the rules', () => {
  it.each([
    ['src/commands/list.ts', "import {execa} from 'execa'", 'only lib/process.ts starts programs'],
    ['src/lib/kubernetes/kubectl.ts', "const {execa} = await import('execa')", 'only lib/process.ts starts programs'],
    ['src/lib/connector/install/plan.ts', "import type {Pipeline} from '@azure/core-rest-pipeline'", 'only lib/azure imports @azure/*'],
    ['src/lib/connector/model/spec.ts', "import {Command} from '@oclif/core'", 'only the command line imports @oclif/*'],
    ['src/lib/output/yaml.ts', "import {readFile} from 'node:fs/promises'", 'only lib/files.ts touches the disk'],
    ['src/lib/kubernetes/kubectl.ts', "import {plan} from '../connector/install/plan.ts'", 'is no floor below src/lib/kubernetes'],
    ['src/lib/connector/facts/facts.ts', "import {remove} from '../removal/remove.ts'", 'is no floor below src/lib/connector/facts'],
    ['src/lib/connector/removal/remove.ts', "import {install} from '../install/install.ts'", 'is no floor below src/lib/connector/removal'],
    ['src/lib/helm/helm.ts', "export {x} from '../../command.ts'", 'is no floor below src/lib/helm'],
    ['src/lib/helm/helm.ts', "export type * from '../azure/azure.ts'", 'is no floor below src/lib/helm'],
    ['src/lib/errors.ts', "type Run = import('./process.ts').Run", 'is no floor below src/lib/errors.ts'],
    ['src/lib/new-thing.ts', "import 'node:path'", 'is in no room'],
    ['src/commands/list.ts', "import List from './show.ts'", 'commands do not import one another'],
    ['sandbox/azure/arm.ts', "import {Secret} from '../../src/lib/secret.ts'", 'the sandbox shares nothing with what it tests'],
    ['src/commands/list.ts', "await import('../../sandbox/sandbox.ts')", 'only its command starts the sandbox'],
  ])('forbid %s: %s', (path, text, why) => {
    expect(importsOf({path, text}).map(edge => forbidden(edge))).toEqual([expect.stringContaining(why)])
  })

  it('see a circle through types and through what is loaded late, once', () => {
    const text = {a: "import type {B} from './b.ts'", b: "await import('./c.ts')", c: "export * from './a.ts'", d: "import './a.ts'"}
    const edges = Object.entries(text).flatMap(([name, line]) => importsOf({path: `src/${name}.ts`, text: line}))
    expect(circles(edges)).toEqual([['src/a.ts', 'src/b.ts', 'src/c.ts']])
  })

  it('let no import hide behind a name that is computed', () => {
    expect(() => importsOf({path: 'src/a.ts', text: 'await import(name)'})).toThrow('src/a.ts computes the name of a module.')
  })
})
