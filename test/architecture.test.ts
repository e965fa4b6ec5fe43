import {globSync, readFileSync} from 'node:fs'
import {join, posix, sep} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, it} from '@jest/globals'

// The lint rules see static imports only and replace one another when they overlap; this test reads every import there is.

const source = fileURLToPath(new URL('../src', import.meta.url))

interface Import {
  /** Path below src/ of the file that imports. */
  readonly from: string
  /** Path below src/ of the file that is imported, or the name of a package. */
  readonly to: string
}

interface Rule {
  readonly says: string
  readonly forbids: (edge: Import) => boolean
}

const isUnder = (path: string, ...folders: readonly string[]) => folders.some(folder => path.startsWith(folder))

/** Files below src/ that are neither lib/, commands/ nor sandbox/: the command line itself. */
const isCommandLine = (path: string) => path.endsWith('.ts') && !isUnder(path, 'lib/', 'sandbox/')

const rules: readonly Rule[] = [
  {
    says: 'only lib/process.ts starts programs',
    forbids: ({from, to}) => (to === 'execa' || to === 'node:child_process') && from !== 'lib/process.ts' && !isUnder(from, 'sandbox/'),
  },
  {says: 'only lib/azure imports @azure/*', forbids: ({from, to}) => to.startsWith('@azure/') && !isUnder(from, 'lib/azure/')},
  {
    says: 'only lib/files.ts touches the disk',
    forbids: ({from, to}) => /^node:fs(\/|$)/.test(to) && from !== 'lib/files.ts' && !isUnder(from, 'sandbox/'),
  },
  {
    says: 'lib knows nothing of the command line',
    forbids: ({from, to}) => isUnder(from, 'lib/') && (isCommandLine(to) || to.startsWith('@oclif/')),
  },
  {
    says: 'edges know nothing of connectors and checks',
    forbids: ({from, to}) =>
      isUnder(
        from,
        'lib/azure/',
        'lib/http/',
        'lib/kubernetes/',
        'lib/helm/',
        'lib/output/',
        'lib/process.ts',
        'lib/files.ts',
        'lib/tools.ts',
      ) && isUnder(to, 'lib/connector/', 'lib/checks/'),
  },
  {
    says: 'Azure, kubectl and Helm know nothing of one another',
    forbids: ({from, to}) => edgeOf(from) !== edgeOf(to) && Boolean(edgeOf(from) && edgeOf(to)),
  },
  {says: 'commands do not import commands', forbids: ({from, to}) => isUnder(from, 'commands/') && isUnder(to, 'commands/')},
  {
    says: 'the sandbox shares nothing with what it tests',
    forbids: ({from, to}) => isUnder(from, 'sandbox/') && to.endsWith('.ts') && !isUnder(to, 'sandbox/'),
  },
  {
    says: 'only its command starts the sandbox',
    forbids: ({from, to}) => isUnder(to, 'sandbox/') && !isUnder(from, 'sandbox/') && from !== 'commands/sandbox.ts',
  },
]

function edgeOf(path: string): string | undefined {
  return /^lib\/(azure|kubernetes|helm)\//.exec(path)?.[1]
}

function importsOf(file: string, text: string): readonly Import[] {
  const specifiers = [...text.matchAll(/(?:^import|^export|^} ?)[^'\n]*\bfrom '([^']+)'|^import '([^']+)'|\bimport\(\s*'([^']+)'/gm)]
  return specifiers.map(([, from, bare, lazy]) => {
    const specifier = from ?? bare ?? lazy ?? ''
    return {from: file, to: specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : specifier}
  })
}

function violations(edges: readonly Import[]): readonly string[] {
  return rules.flatMap(({says, forbids}) => edges.filter(edge => forbids(edge)).map(({from, to}) => `${from} imports ${to}: ${says}`))
}

function sourceFiles(): readonly {path: string; text: string}[] {
  return globSync('**/*.ts', {cwd: source}).map(path => ({path: path.split(sep).join('/'), text: readFileSync(join(source, path), 'utf8')}))
}

describe('the architecture', () => {
  it('is kept by every import', () => {
    const files = sourceFiles()
    expect(files.length).toBeGreaterThan(20)
    expect(violations(files.flatMap(({path, text}) => importsOf(path, text)))).toEqual([])
  })

  it('has one place that reads the environment and the signals', () => {
    const files = sourceFiles()
    const readers = files.filter(({text}) => /\bprocess\.(env|on|once)\b|{[^}]*\benv\b[^}]*} = process\b/.test(text)).map(({path}) => path)
    expect(readers.filter(path => !path.startsWith('sandbox/'))).toEqual(['system.ts'])
  })

  it.each([
    ['commands/list.ts', "import {execa} from 'execa'", 'only lib/process.ts starts programs'],
    ['lib/kubernetes/kubectl.ts', "const {execa} = await import('execa')", 'only lib/process.ts starts programs'],
    ['lib/connector/apply.ts', "import type {\n  ManagedCluster,\n} from '@azure/arm-containerservice'", 'only lib/azure imports @azure/*'],
    ['lib/kubernetes/kubectl.ts', "import {plan} from '../connector/plan.ts'", 'edges know nothing of connectors and checks'],
    ['lib/helm/helm.ts', "export {x} from '../../command.ts'", 'lib knows nothing of the command line'],
    ['sandbox/arm.ts', "import {Secret} from '../lib/secret.ts'", 'the sandbox shares nothing with what it tests'],
    ['lib/azure/clusters.ts', "import '../kube/read.ts'", 'Azure, kubectl and Helm know nothing of one another'],
  ])('would be seen to break: %s: %j', (file, text, rule) => {
    expect(violations(importsOf(file, text)).join()).toContain(rule)
  })
})
