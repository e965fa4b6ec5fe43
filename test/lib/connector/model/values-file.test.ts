import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {readValuesFiles} from '../../../../src/lib/connector/model/values-file.ts'
import {UsageError} from '../../../../src/lib/errors.ts'
import {bomb} from '../../../bomb.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'values-test-'))
})
afterAll(() => rm(folder, {recursive: true}))

const {signal} = new AbortController()
const noInput = {
  signal,
  readInput: async (): Promise<string> => {
    throw new Error('Stdin was read.')
  },
}

async function read(text: string) {
  const path = join(folder, 'values.yaml')
  await writeFile(path, text)
  return readValuesFiles([path], noInput)
}

describe('a file of values', () => {
  it('is a map in YAML or JSON', async () => {
    expect(await read('image:\n  tag: "1.6"\nreplicas: 1\n')).toEqual({image: {tag: '1.6'}, replicas: 1})
    expect(await read('{"a": [1, null]}')).toEqual({a: [1, null]})
  })

  it.each(['', '# nothing\n', '---\n'])('may hold nothing: %j', async text => {
    expect(await read(text)).toEqual({})
  })

  it.each(['- a', 'text', '3', 'a: [', 'a: 1\na: 2', 'a: 1\n---\nb: 2\n'])('is refused when it holds %j', async text => {
    await expect(read(text)).rejects.toThrow(UsageError)
  })

  it.each([
    ['stand for many values', bomb('a')],
    ['contain themselves', 'a: &a [*a]'],
  ])('is refused when its aliases %s', async (_, text) => {
    await expect(read(text)).rejects.toThrow('has more than 100000 values, or an alias that contains itself.')
  })

  it('may have other aliases', async () => {
    expect(await read('a: &a {b: 1}\nc: *a\n')).toEqual({a: {b: 1}, c: {b: 1}})
  })

  it('is refused when it is a folder', async () => {
    const refused = await readValuesFiles([folder], noInput).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(UsageError)
    expect(refused).toMatchObject({message: `--set-values: ${folder} is a directory.`})
  })

  it('is refused when it does not exist', async () => {
    await expect(readValuesFiles([join(folder, 'none.yaml')], noInput)).rejects.toThrow(
      /--set-values names the file .*none\.yaml, which does not exist\./,
    )
  })

  it('is stdin when it is called -', async () => {
    expect(await readValuesFiles(['-'], {signal, readInput: async () => 'replicas: 1\n'})).toEqual({replicas: 1})
    await expect(readValuesFiles(['-'], {signal, readInput: async () => '- a'})).rejects.toThrow(
      'stdin must contain one map of Helm values.',
    )
  })

  it('is merged with others as helm does, the last one first', async () => {
    const texts = ['a: {b: 1, c: [1, 2]}\nd: 1\n', 'a: {c: [3]}\nd: null\n']
    const paths = await Promise.all(
      texts.map(async (text, index) => {
        await writeFile(join(folder, `${index}.yaml`), text)
        return join(folder, `${index}.yaml`)
      }),
    )
    expect(await readValuesFiles(paths, noInput)).toEqual({a: {b: 1, c: [3]}, d: null})
  })
})
