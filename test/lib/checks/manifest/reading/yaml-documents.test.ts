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
      {value: {b: {c: 755}, d: {c: 755, e: 'on'}}, line: 6},
    ])
  })
})
