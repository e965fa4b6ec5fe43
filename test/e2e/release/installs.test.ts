import {execFileSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {execa} from 'execa'
import {filesBelow, sha256} from '../../../scripts/release/archive.ts'
import {versionOf, type Release} from '../../../scripts/release/context.ts'
import {make} from '../../../scripts/release/parts.ts'
import {thisPlatform} from '../../../scripts/release/platform.ts'
import {builtVkctl} from '../../lifecycle/world/vkctl-package.ts'
import {tools} from '../../tools.ts'

// What is released for Linux x64, installed as a user installs it. test/package/ does the same with the tarball.

const root = fileURLToPath(new URL('../../..', import.meta.url))
const minutes = 60_000

;(thisPlatform() === 'linux-x64' ? describe : describe.skip)('what is released (only on Linux x64)', () => {
  let temporary = ''
  let release: Release
  /** A PATH on which there are only helm and kubectl. */
  let path = ''
  const inTemporary = (name: string): string => {
    const folder = join(temporary, name)
    mkdirSync(folder, {recursive: true})
    return folder
  }

  beforeAll(() => {
    temporary = realpathSync(mkdtempSync(join(tmpdir(), 'vkctl-release-test-')))
    const built = builtVkctl()
    const cache = join(root, '.cache', 'release')
    release = {
      built,
      target: inTemporary('release'),
      work: inTemporary('work'),
      cache,
      version: versionOf(built),
      epoch: 1_700_000_000,
      url: undefined,
    }
    path = inTemporary('tools')
    for (const name of ['helm', 'kubectl'] as const) symlinkSync(tools['4.2.3'][name], join(path, name))
  })

  afterAll(() => rmSync(temporary, {recursive: true, force: true}))

  const file = (name: string) => join(release.target, name)

  /** Only what a person has who has just installed it: no Node.js, no configuration. NODE_OPTIONS would end every Node.js that reads it. */
  const environment = () => ({PATH: path, HOME: inTemporary('home'), TMPDIR: inTemporary('tmp'), NODE_OPTIONS: '--not-an-option'})

  const run = (program: string, ...args: readonly string[]) =>
    execa(program, args, {cwd: inTemporary('empty'), env: environment(), extendEnv: false})

  /** Runs the story of the demo with this vkctl, which also provides the sandbox. Resolves with what was printed. */
  async function story(program: string): Promise<string> {
    // Node.js of the story, not of vkctl.
    const node = ['/usr/bin/env', '-u', 'NODE_OPTIONS', process.execPath]
    const {all} = await execa(program, ['sandbox', '--exec', ...node, join('demo', 'story.ts')], {
      cwd: root,
      env: {...environment(), DEMO_VKCTL: program, VKCTL_HELM: join(path, 'helm'), VKCTL_KUBECTL: join(path, 'kubectl')},
      extendEnv: false,
      all: true,
    })
    return all
  }

  it(
    'can be made, and has the checksums that it says',
    () => {
      const made = make(release, ['tarball', 'linux-x64', 'deb-amd64', 'sbom', 'checksums'])
      expect(made.flatMap(({problem}) => problem ?? [])).toEqual([])
      expect(readdirSync(release.target).toSorted()).toEqual(made.flatMap(({files}) => files).toSorted())
      const checked = execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], {cwd: release.target, encoding: 'utf8'})
      expect(checked.match(/: OK$/gm)).toHaveLength(5)
    },
    3 * minutes,
  )

  describe('the executable, alone in an empty folder', () => {
    let program = ''

    it('comes with its licences, pages and completion', () => {
      const folder = inTemporary('executable')
      execFileSync('tar', ['-xzf', file(`vkctl-${release.version}-linux-x64.tar.gz`), '-C', folder, '--strip-components=1'])
      expect(readdirSync(folder)).toEqual(['LICENSE', 'THIRD-PARTY-NOTICES', 'completion', 'man', 'vkctl'])
      expect(readFileSync(join(folder, 'THIRD-PARTY-NOTICES'), 'utf8')).toContain('Node.js is licensed for use as follows')
      program = join(inTemporary('alone'), 'vkctl')
      execFileSync('mv', [join(folder, 'vkctl'), program])
      rmSync(folder, {recursive: true})
    })

    it('starts without Node.js, and leaves nothing', async () => {
      expect((await run(program, '--version')).stdout).toBe(`vkctl ${release.version}`)
      expect((await run(program, 'explain', '-o', 'tsv')).stdout.split('\n').length).toBeGreaterThan(20)
      expect((await run(program, 'completion', 'bash')).stdout).toContain('complete')
      expect(filesBelow(join(temporary, 'home'))).toEqual([])
      expect(readdirSync(join(temporary, 'alone'))).toEqual(['vkctl'])
    })

    it(
      'tells the whole story, and leaves no temporary files',
      async () => {
        expect(await story(program)).toContain('The demo took')
        expect(readdirSync(join(temporary, 'tmp'))).toEqual([])
      },
      2 * minutes,
    )

    it(
      'finds nothing to change after an install with the npm package, and exports the same chart',
      async () => {
        const script = join(temporary, 'both.mjs')
        writeFileSync(script, handOver)
        const folder = inTemporary('exported')
        const npm = join(release.built, 'bin', 'run.js')
        const env = {...environment(), NODE_OPTIONS: '', PROGRAM: program, NPM: npm, FOLDER: folder}
        const {stdout} = await execa(program, ['sandbox', '--exec', process.execPath, script], {env, extendEnv: false})
        expect(JSON.parse(stdout.slice(stdout.lastIndexOf('\n[')))).toMatchObject([{status: 'Ready', changed: false}])
        const [ours, exported] = [join(release.built, 'charts', 'aci-connector'), join(folder, 'aci-connector')]
        const sums = (chart: string) => filesBelow(chart).map(name => [name, sha256(join(chart, name))])
        expect(sums(exported)).toEqual(sums(ours))
      },
      2 * minutes,
    )
  })

  // dpkg gives files to root.
  ;(process.getuid?.() === 0 ? describe : describe.skip)('the Debian package (only as root)', () => {
    const dpkg = (...args: readonly string[]) =>
      execFileSync('dpkg', ['--root', inTemporary('debian'), '--force-depends', '--log', '/dev/null', ...args], {
        encoding: 'utf8',
        stdio: 'pipe',
      })
    const installed = () => filesBelow(join(temporary, 'debian')).filter(name => !name.startsWith('var/lib/dpkg/'))

    beforeAll(() => {
      const database = inTemporary(join('debian', 'var', 'lib', 'dpkg'))
      for (const folder of ['info', 'updates', 'triggers']) mkdirSync(join(database, folder))
      writeFileSync(join(database, 'status'), '')
      dpkg('--install', file(`vkctl_${release.version}_amd64.deb`))
    })

    it('puts the program, its pages and completion where Debian expects them', () => {
      expect(installed()).toEqual(
        expect.arrayContaining([
          'usr/bin/vkctl',
          'usr/share/bash-completion/completions/vkctl',
          'usr/share/doc/vkctl/copyright',
          'usr/share/fish/vendor_completions.d/vkctl.fish',
          'usr/share/man/man1/vkctl-install-connector.1.gz',
          'usr/share/zsh/vendor-completions/_vkctl',
        ]),
      )
    })

    it(
      'tells the whole story',
      async () => expect(await story(join(temporary, 'debian', 'usr', 'bin', 'vkctl'))).toContain('The demo took'),
      2 * minutes,
    )

    it('can be removed without a trace', () => {
      dpkg('--purge', 'vkctl')
      expect(installed()).toEqual([])
    })
  })
})

const handOver = `import {execFileSync} from 'node:child_process'
const {PROGRAM, NPM, FOLDER} = process.env
const vkctl = (...args) => execFileSync(PROGRAM, args, {encoding: 'utf8'})
vkctl('provider', 'register', '--wait', '-o', 'none')
execFileSync(process.execPath, [NPM, 'install-connector', '--assign-role', '-o', 'none'])
vkctl('export', '--format', 'helm', '--chart-dir', FOLDER)
console.log('\\n' + vkctl('install-connector', '-o', 'json').trim())
`
