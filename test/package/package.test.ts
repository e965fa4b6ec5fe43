import {existsSync, globSync, readdirSync, readFileSync, statSync} from 'node:fs'
import {mkdir, mkdtemp, realpath, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {execa} from 'execa'
import {docsOf} from '../../src/lib/checks/engine/finding.ts'
import {importsOf, sourceFiles} from '../architecture/imports.ts'
import {tools} from '../tools.ts'
import {installVkctl, nodeOnPath, type InstalledVkctl} from './installed-vkctl.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const minutes = 60_000
const windows = process.platform === 'win32'
const helmAndKubectl = {VKCTL_HELM: tools['4.2.3'].helm, VKCTL_KUBECTL: tools['4.2.3'].kubectl}

describe('vkctl as npm installs it', () => {
  let temporary = ''
  let vkctl: InstalledVkctl

  beforeAll(async () => {
    temporary = await realpath(await mkdtemp(join(tmpdir(), 'vkctl-installed-')))
    vkctl = await installVkctl(temporary)
  }, 2 * minutes)

  afterAll(() => rm(temporary, {recursive: true, force: true}))

  const files = (pattern: string) => globSync(pattern, {cwd: vkctl.folder}).filter(path => statSync(join(vkctl.folder, path)).isFile())
  const read = (path: string) => readFileSync(join(vkctl.folder, path), 'utf8')

  it('is one package of at most 12 MB', () => {
    expect(vkctl.packages).toEqual([vkctl.folder])
    const megabytes = files('**').reduce((sum, path) => sum + statSync(join(vkctl.folder, path)).size, 0) / 1e6
    process.stdout.write(`vkctl is ${megabytes.toFixed(1)} MB when it is installed.\n`)
    expect(megabytes).toBeLessThanOrEqual(12)
  })

  it('gives man its pages', () => {
    expect(files('man/*.1').length).toBeGreaterThan(10)
    expect(windows || existsSync(join(vkctl.folder, '..', '..', '..', 'share', 'man', 'man1', 'vkctl-install-connector.1'))).toBe(true)
  })

  it('has nothing that needs a checkout', () => {
    expect(files('bin/**')).toEqual([join('bin', 'run.js')])
    expect(files('{src,sandbox,scripts,test,node_modules}/**')).toEqual([])
  })

  it('brings the licence of every library that vkctl imports', () => {
    const imported = sourceFiles('src', 'sandbox')
      .flatMap(file => importsOf(file))
      .flatMap(({to}) => (/\.(ts|json)$|^node:/.test(to) ? [] : (/^(@[^/]+\/)?[^/]+/.exec(to)?.[0] ?? [])))
    const named = new Set([...read('THIRD-PARTY-NOTICES').matchAll(/^(\S+) \S+ \(.+\)$/gm)].map(([, name]) => name))
    expect(imported.length).toBeGreaterThan(20)
    expect(imported.filter(name => !named.has(name))).toEqual([])
    expect(read('THIRD-PARTY-NOTICES')).toContain('Permission is hereby granted')
  })

  it('has every page that its own pages and findings link to', () => {
    const pages = files('**/*.md')
    expect(pages).toEqual(expect.arrayContaining(['README.md', join('docs', 'checks.md')]))
    const links = pages.flatMap(page =>
      [...read(page).matchAll(/\]\(([^)\s#:]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => ({page, file: join(dirname(page), link)})),
    )
    expect(links.length).toBeGreaterThan(20)
    expect(links.filter(({file}) => !existsSync(join(vkctl.folder, file)))).toEqual([])
    expect(pages).toContain(join(...(docsOf('any').split('#')[0] ?? '').split('/')))
  })

  const traced = (...args: readonly string[]) => [
    process.execPath,
    '--import',
    tellsWhatIsLoaded,
    join(vkctl.folder, 'bin', 'run.js'),
    ...args,
  ]
  const runTraced = async ([node = '', ...args]: readonly string[]) => {
    const {stdout, stderr} = await execa(node, args, {cwd: temporary, env: {...nodeOnPath, ...helmAndKubectl}})
    const loaded = [...stderr.matchAll(/^loaded: (.+)$/gm)].map(([, list = '']) => JSON.parse(list) as readonly string[])
    return {stdout, loaded}
  }
  const partOfMain = expect.stringMatching(/dist.main\.cjs$/)
  const partOfSandbox = expect.stringMatching(/dist.sandbox./)

  it.each([
    ['--version', /^vkctl \d/],
    ['--help', /Read More:/],
  ])('loads nothing of the sandbox for %s', async (argument, shows) => {
    const {stdout, loaded} = await runTraced(traced(argument))
    expect(stdout).toMatch(shows)
    expect(loaded).toEqual([expect.arrayContaining([partOfMain])])
    expect(loaded[0]).not.toContainEqual(partOfSandbox)
  })

  it('loads the sandbox for itself, and nothing of it for a list', async () => {
    const {stdout, loaded} = await runTraced(traced('sandbox', '--exec', ...traced('list')))
    expect(stdout).toMatch(/^\[\]/)
    expect(loaded).toEqual([expect.arrayContaining([partOfMain]), expect.arrayContaining([partOfSandbox])])
    expect(loaded[0]).not.toContainEqual(partOfSandbox)
  })

  it('leaves nothing in the directory for temporary files', async () => {
    const [empty, cache] = [join(temporary, 'empty'), join(temporary, 'cache')]
    await mkdir(empty)
    await execa(vkctl.program, ['--version'], {
      env: {...nodeOnPath, TMPDIR: empty, TEMP: empty, XDG_CACHE_HOME: cache, LOCALAPPDATA: cache},
    })
    expect(readdirSync(empty)).toEqual([])
    expect(readdirSync(join(cache, 'vkctl', 'compile-cache'))).toHaveLength(1)
  })

  it(
    'tells the whole story',
    async () => {
      const story = ['sandbox', '--exec', process.execPath, join('demo', 'story.ts')]
      const env = {...nodeOnPath, ...helmAndKubectl, DEMO_VKCTL: vkctl.program}
      const {all, exitCode} = await execa(vkctl.program, story, {cwd: root, env, all: true, reject: false})
      expect({exitCode, all}).toEqual({exitCode: 0, all: expect.stringContaining('The demo took')})
    },
    5 * minutes,
  )
})

const tellsWhatIsLoaded = `data:text/javascript,${encodeURIComponent(
  `import {createRequire} from 'node:module'
  const {cache} = createRequire(${JSON.stringify(import.meta.filename)})
  process.on('exit', () => process.stderr.write('loaded: ' + JSON.stringify(Object.keys(cache)) + '\\n'))`,
)}`
