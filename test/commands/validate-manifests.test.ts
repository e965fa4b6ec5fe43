import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {Ajv2020 as Ajv} from 'ajv/dist/2020.js'
import Sample from '../../src/commands/sample.ts'
import Validate from '../../src/commands/validate.ts'
import type {ManifestValidation} from '../../src/lib/checks/manifest/validate-manifests.ts'
import {runCommand} from '../run-command.ts'

// On files, with a System that can neither reach Azure nor run programs.

let folder: string
const file = (name: string) => join(folder, name)
const validate = (argv: readonly string[], input?: string) =>
  runCommand(Validate, 'validate', argv, input === undefined ? {} : {readInput: async () => input})

const pod = (fields: string, name = 'web') => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  containers:
    - name: web
      image: nginx
${fields}
  nodeSelector: {type: virtual-kubelet, kubernetes.io/os: linux}
  tolerations:
    - key: virtual-kubelet.io/provider
      operator: Exists
`

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vkctl-test-'))
  await Promise.all([
    writeFile(file('well.yaml'), pod('')),
    writeFile(file('args.yaml'), `# a comment\n---\n${pod("      args: ['-v']", 'args')}`),
    writeFile(file('service.yaml'), 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\n'),
  ])
})

afterAll(() => rm(folder, {recursive: true}))

describe('validate -f', () => {
  it('ends with 0 for what can run as it is', async () => {
    const {stdout, stderr, exitCode} = await validate(['-f', file('well.yaml')])
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
    const {ok, findings, connectors} = JSON.parse(stdout) as ManifestValidation
    expect({ok, connectors, verdicts: [...new Set(findings.map(({verdict}) => verdict))]}).toEqual({
      ok: true,
      connectors: [],
      verdicts: ['ok', 'skipped'],
    })
  })

  it.each(['json', 'jsonc', 'yaml', 'yamlc', 'table', 'tsv', 'junit', 'sarif', 'html'])(
    'lets no manifest control the terminal or the CI system in %s',
    async format => {
      const name = String.raw`"\e[31mevil\e]0;title\a\n::error file=x::y\n##vso[task.x]\u202e\u009b2J"`
      const {stdout, stderr, exitCode} = await validate(['-f', '-', '-o', format], pod("      args: ['-v']", name))
      expect({exitCode, isNamed: `${stdout}${stderr}`.includes('evil')}).toEqual({exitCode: 4, isNamed: true})
      for (const text of [stdout, stderr]) {
        // oxlint-disable-next-line no-control-regex -- the pattern is about them
        expect(text).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E]/)
        expect(text).not.toMatch(/^\s*::|##\w*\[/m)
      }
    },
  )

  it('ends with 4 for what cannot, and says where and what to change', async () => {
    const {stdout, stderr, exitCode} = await validate([
      '-f',
      file('well.yaml'),
      '--filename',
      file('args.yaml'),
      '-f',
      file('service.yaml'),
    ])
    expect(exitCode).toBe(4)
    const result = JSON.parse(stdout) as ManifestValidation
    const wrong = result.findings.filter(({verdict}) => verdict === 'problem' || verdict === 'warning')
    expect({ok: result.ok, wrong}).toEqual({
      ok: false,
      wrong: [
        {
          id: 'args-command',
          category: 'manifest',
          verdict: 'problem',
          title: 'Every container with args has a command',
          message: 'Container web has args but no command.',
          remedy: 'Set command to the entrypoint of the image: docker image inspect IMAGE shows it.',
          target: 'Pod args',
          docs: 'docs/checks.md#args-command',
          location: {file: file('args.yaml'), line: 11},
        },
      ],
    })
    expect(stderr).toContain(`problem: ${file('args.yaml')}:11: Pod args: Container web has args but no command.`)
  })

  it('takes warnings for problems when it is told to', async () => {
    const open = pod('      ports: [{containerPort: 80}]')
    expect(await validate(['-f', '-'], open)).toMatchObject({exitCode: 0, stdout: expect.stringMatching(/"ok": true/)})
    expect(await validate(['-f', '-', '--fail-on', 'warning'], open)).toMatchObject({
      exitCode: 4,
      stdout: expect.stringMatching(/"ok": false/),
    })
  })

  it('prints what its schema says', async () => {
    const {stdout} = await validate(['-f', file('args.yaml')])
    const schema = JSON.parse(await readFile(new URL('../../schemas/validation.schema.json', import.meta.url), 'utf8')) as object
    const check = new Ajv({strict: true}).compile(schema)
    check(JSON.parse(stdout))
    expect(check.errors).toBeNull()
  })

  it('reads stdin, in JSON as well, and lists the workloads in a table', async () => {
    const list = {kind: 'PodList', apiVersion: 'v1', items: [{metadata: {name: 'a'}, spec: {containers: [{name: 'a', image: 'nginx'}]}}]}
    const {stdout, stderr, exitCode} = await validate(
      ['-f', '-', '-f', file('well.yaml'), '-o', 'table'],
      JSON.stringify(list, undefined, '\t'),
    )
    expect(exitCode).toBe(0)
    expect(stderr).toBe('WARNING: Not checked: Pod a (<stdin>:5): not meant for virtual nodes.\n')
    expect(stdout.split('\n').map(line => line.split(/ {2,}/))).toEqual([
      ['Place', 'Target', 'Verdict', 'Check', 'Message'],
      expect.anything(),
      ['<stdin>:5', 'Pod a', 'skipped', 'pod-placement', 'not meant for virtual nodes'],
      [`${file('well.yaml')}:1`, 'Pod web', 'ok', 'Can run on virtual nodes'],
      [''],
    ])
  })

  it('reads a folder, and text in UTF-16, as kubectl does', async () => {
    const inside = file('folder')
    await mkdir(join(inside, 'below'), {recursive: true})
    await Promise.all([
      writeFile(join(inside, 'b.yml'), Buffer.from(`\uFEFF${pod('', 'b')}`, 'utf16le')),
      writeFile(
        join(inside, 'a.json'),
        '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":{"containers":[{"name":"a","image":"x"}]}}',
      ),
      writeFile(join(inside, 'notes.txt'), 'x'),
      writeFile(join(inside, 'below', 'c.yaml'), pod('', 'c')),
    ])
    const {stdout} = await validate(['-f', inside])
    const {findings} = JSON.parse(stdout) as ManifestValidation
    expect([...new Set(findings.map(({target}) => target))]).toEqual(['Pod a', 'Pod b'])
  })

  it('shows with --fix what it would change, and changes it only if the user agrees', async () => {
    const path = file('fix.yaml')
    const before = pod('', 'fix').replace(/ {2}tolerations:[^]*/, '')
    await writeFile(path, before)
    const shown = await validate(['-f', path, '--fix'])
    expect(shown.stderr).toContain(`--- ${path}\n+++ ${path}\n`)
    expect(shown.stderr).toMatch(/\n\+ {2}tolerations:\n/)
    expect({stdout: shown.stdout, exitCode: shown.exitCode, text: await readFile(path, 'utf8')}).toEqual({
      stdout: '',
      exitCode: 1,
      text: before,
    })
    const changed = await validate(['-f', path, '--fix', '--yes'])
    expect(changed.exitCode).toBe(0)
    expect(await readFile(path, 'utf8')).toMatch(/tolerations:\n/)
    expect((await validate(['-f', path, '--fix'])).stderr).toBe('Nothing can be changed without doubt.\n')
    expect(await validate(['-f', path, '--yes'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/--yes\/-y: only allowed with argument --fix/),
    })
    expect(await validate(['-f', '-', '--fix'], before)).toMatchObject({exitCode: 2, stderr: expect.stringMatching(/--fix: stdin cannot/)})
  })

  it.each(['Linux', 'Windows'])('finds no problem in the sample for %s', async os => {
    const sample = await runCommand(Sample, 'sample', ['--os-type', os])
    const {stdout, exitCode} = await validate(['-f', '-'], sample.stdout)
    const {ok, findings} = JSON.parse(stdout) as ManifestValidation
    expect({exitCode, ok}).toEqual({exitCode: 0, ok: true})
    expect(findings.filter(({verdict}) => verdict === 'warning').map(({id}) => id)).toEqual(['public-address'])
  })
})

describe('the arguments of validate', () => {
  it('are those of a cluster or of manifests, and not both', async () => {
    const {save, from} = Validate.flags
    for (const flag of [save, from]) expect(flag.exclusive).toContain('filename')
    const others = Object.keys(Validate.flags).filter(
      name => !['filename', 'fail-on', 'fix', 'yes', 'save', 'from', 'replace-ids', 'report'].includes(name),
    )
    expect(Validate.flags.filename.exclusive?.toSorted()).toEqual(others.toSorted())
    const {stderr, exitCode} = await validate(['-f', file('well.yaml'), '--connector-name', 'mine'])
    expect({first: stderr.split('\n')[0], exitCode}).toEqual({
      first: 'ERROR: argument --filename/-f: not allowed with argument --connector-name',
      exitCode: 2,
    })
  })

  it('need the cluster without manifests', async () => {
    const {stderr, exitCode} = await validate([])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/^ERROR: the following arguments are required: --resource-group\/-g, --name\/-n\n/)
  })
})
