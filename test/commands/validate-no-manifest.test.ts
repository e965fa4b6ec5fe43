import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import Validate from '../../src/commands/validate.ts'
import {runCommand} from '../run-command.ts'

let folder: string
const file = (name: string) => join(folder, name)
const validate = (argv: readonly string[]) => runCommand(Validate, 'validate', argv)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vkctl-test-'))
})

afterAll(() => rm(folder, {recursive: true}))

describe('what is no manifest', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...'bcdefghij'.split('').map((key, i) => `${key}: &${key} [${Array(9).fill(`*${'abcdefghi'[i]}`).join(', ')}]`),
  ]

  it.each<[string, string | Uint8Array, RegExp]>([
    ['an empty file', '', /:1: the file is empty or contains only comments\./],
    ['comments', '# nothing\n---\n', /:1: the file is empty/],
    ['a text', 'hello', /:1 is not a Kubernetes object/],
    ['a list', '- a\n', /:1 is not a Kubernetes object/],
    ['no kind', 'apiVersion: v1\n---\na: 1\n', /:1 is not a Kubernetes object/],
    [
      'no workload',
      'apiVersion: v1\nkind: Service\n',
      /:1: the files contain no workload, only Service\.\nvkctl checks objects of these kinds: Pod, Deployment/,
    ],
    ['a kind of another group', 'apiVersion: batch.volcano.sh/v1alpha1\nkind: Job\n', /only Job\./],
    ['half of a file', 'a: 1\nb: [', /:2 is not valid YAML: /],
    ['a template of Helm', 'a:\n  {{ .Values.x }}: 1\nb: {{ x }}\n', /is not valid YAML.*\nRender the templates of a chart first/],
    ['a binary', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe), /:1 is not UTF-8 text/],
    ['zeros', Uint8Array.of(0, 0, 0), /:1 is not valid YAML: null byte/],
    ['too much of it', `a: 1\n${'#'.repeat(100_000_000)}`, /is larger than 100 MB/],
    ['an error in a later document', 'apiVersion: v1\nkind: A\n---\n\na: 1\nb: c: 2\n---\n', /:6 is not valid YAML/],
    ['a bomb of aliases', bomb.join('\n'), /:\d+: the aliases expand to more than a million values/],
    ['an alias in itself', 'apiVersion: v1\nkind: List\nitems: &a\n  - *a\n', /:4: the alias refers to a value that contains it/],
    ['a deep one', '['.repeat(5000), /:1 is not valid YAML: nesting/],
  ])('is refused: %s', async (_, content, message) => {
    const path = file('refused.yaml')
    await writeFile(path, content)
    const {stdout, stderr, exitCode} = await validate(['-f', path])
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toMatch(message)
    expect(stderr.startsWith(`ERROR: ${path}`)).toBe(true)
    expect(stderr).not.toMatch(/\n\s+at |\.ts:/)
  })

  it('is refused: a file that is not there, and a folder without manifests', async () => {
    await mkdir(file('directory'))
    expect(await validate(['-f', file('nowhere.yaml')])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/nowhere\.yaml of --filename does not exist/),
    })
    expect(await validate(['-f', file('directory')])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/directory of --filename contains no \.yaml/),
    })
  })
})
