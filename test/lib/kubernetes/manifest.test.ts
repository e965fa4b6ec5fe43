import {expect, it} from '@jest/globals'
import {objectsInManifest} from '../../../src/lib/kubernetes/manifest.ts'

it('a manifest has the objects that have a name, and nothing else', async () => {
  const text = '---\n# Source: a\n---\nkind: Secret\nmetadata: {name: a}\n---\njust text\n---\nkind: List\n'
  expect(await objectsInManifest(text)).toEqual([{kind: 'Secret', metadata: {name: 'a'}}])
  await expect(objectsInManifest('a: [')).rejects.toThrow(/flow/)
})

it('a manifest with more values than a connector has is refused, also if aliases make it small', async () => {
  const items = Array.from({length: 21_000}, () => '- 1\n').join('')
  await expect(objectsInManifest(`metadata: {name: a}\nlist:\n${items}`)).rejects.toThrow('more than 20000 values')
  const levels = Array.from({length: 40}, (_, level) => `a${level + 1}: &a${level + 1} [*a${level}, *a${level}]\n`).join('')
  await expect(objectsInManifest(`metadata: {name: a}\na0: &a0 [1]\n${levels}`)).rejects.toThrow('more than 20000 values')
})
