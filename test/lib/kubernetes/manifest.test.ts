import {expect, it} from '@jest/globals'
import {objectsInManifest} from '../../../src/lib/kubernetes/manifest.ts'

it('a manifest has the objects that have a name, and nothing else', async () => {
  const text = '---\n# Source: a\n---\nkind: Secret\nmetadata: {name: a}\n---\njust text\n---\nkind: List\n'
  expect(await objectsInManifest(text)).toEqual([{kind: 'Secret', metadata: {name: 'a'}}])
  await expect(objectsInManifest('a: [')).rejects.toThrow(/flow/)
})
