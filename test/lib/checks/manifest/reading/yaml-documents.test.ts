import {describe, expect, it} from '@jest/globals'
import {readDocuments} from '../../../../../src/lib/checks/manifest/reading/yaml-documents.ts'

/** The line of the value at a path, or of its last field. */
async function lineAt(source: string, ...path: readonly string[]): Promise<number | undefined> {
  const {documents, lines} = await readDocuments(source, 'f')
  let holder = documents[0]?.value as Record<string, unknown>
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string, unknown>
  return lines.of(holder, path.at(-1))
}

describe('the lines of YAML', () => {
  it.each<[string, string, readonly string[], number]>([
    ['a field', 'a: 1\nb:\n  c: 2\n', ['b', 'c'], 3],
    ['an item', 'a:\n- 1\n-\n  b: 1\n', ['a', '1'], 4],
    ['what is in an item', 'a:\n- b: 1\n  c: 2\n', ['a', '0', 'c'], 3],
    ['JSON', '{"a":\n\t{"b":\n\t\t[1,\n\t\t2]}}', ['a', 'b', '1'], 4],
    ['a quoted key', '# x\n"a":\n  \'b\': 1\n', ['a', 'b'], 3],
    ['behind a block of text', 'a: |\n  x: 1\n\n  y: 2\nb: 1\n', ['b'], 5],
    ['Windows line ends', 'a: 1\r\nb: 1\r\n', ['b'], 2],
    ['what an alias stands for', 'a: &x\n  b: 1\nc: *x\n', ['c', 'b'], 2],
    ['the alias itself', 'a: &x {b: 1}\nc: *x\n', ['c'], 2],
    ['what is merged, by what it is merged into', 'a: &x {b: 1}\nc:\n  <<: *x\n  d: 1\n', ['c', 'b'], 3],
    ['a name of every object', 'toString: 1\nconstructor:\n  b: 1\n', ['constructor', 'b'], 3],
    ['a field that is not there, by its holder', 'a:\n  b: 1\n', ['a', 'z'], 2],
  ])('%s', async (_, source, path, line) => {
    expect(await lineAt(source, ...path)).toBe(line)
  })

  it('of documents, and their values as kubectl takes them', async () => {
    const {documents} = await readDocuments('# one\na: yes\n---\n---\n\nb: &x {c: 0755}\nd: {<<: *x, e: "on"}\n...\n', 'f')
    expect(documents).toEqual([
      {value: {a: true}, line: 2},
      {value: null, line: 1},
      {value: {b: {c: 493}, d: {c: 493, e: 'on'}}, line: 6},
    ])
  })
})

describe('what libyaml reads', () => {
  it.each<[string, string, unknown]>([
    ['a closing bracket at the column of the key', 'a:\n  b: {\n    c: 1\n  }\n  d: [\n    1,\n  ]\n', {a: {b: {c: 1}, d: [1]}}],
    ['a closing bracket further left', 'a:\n  b: [\n  1,\n{c: 2,\n d: 3}\n]\ne: 4\n', {a: {b: [1, {c: 2, d: 3}]}, e: 4}],
    ['tabs in brackets', 'a: {\n\tb: 1,\n\tc: [\n\t\t2\n\t]\n}\n', {a: {b: 1, c: [2]}}],
    ['a quoted text that goes on at the left', 'a:\n  b: "x\ny"\n  c: \'d\n e\'\n', {a: {b: 'x y', c: 'd e'}}],
    ['a comment in brackets', 'a: [\n1, # one\n# two\n]\n', {a: [1]}],
    ['equal keys, of which the last counts', 'a: 1\nb: {c: 1, c: 2}\na: 3\n', {a: 3, b: {c: 2}}],
  ])('%s', async (_, source, value) => {
    const {documents} = await readDocuments(source, 'f')
    expect(documents.map(document => document.value)).toEqual([value])
  })

  it('with the lines of what was read', async () => {
    expect(await lineAt('a: [\n1,\n{b: 2,\nc: 3}\n]\n', 'a', '1', 'c')).toBe(4)
  })

  it.each(['a:\n  - x\n - y\n', 'a:\n\tb: 1\n', 'a: b: c\n', 'a: [1\nb: 2\n', 'a: {b: 1]\n', 'a: %b\n'])('and not %j', async source => {
    await expect(readDocuments(source, 'f')).rejects.toThrow(/^f:\d is not valid YAML/)
  })

  it('notes which keys are there twice', async () => {
    const {documents, lines} = await readDocuments('a: 1\nb: {<<: {c: 1}, c: 2}\na: 3\n', 'f')
    const value = documents[0]?.value as {b: object}
    expect([lines.repeated(value), lines.repeated(value.b), lines.of(value, 'a')]).toEqual([['a'], [], 3])
  })
})
