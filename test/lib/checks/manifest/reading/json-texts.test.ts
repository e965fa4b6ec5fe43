import {expect, it} from '@jest/globals'
import {jsonTexts} from '../../../../../src/lib/checks/manifest/reading/json-texts.ts'
import {growth} from '../growth.ts'

it.each<[string, string, readonly (readonly [string, number])[] | undefined]>([
  ['one object', '\n{"a": {"b": [1]}}\n', [['{"a": {"b": [1]}}', 2]]],
  [
    'several',
    '{"a": "}{"}\n{"b": "\\"{"}{"c":\n 1}\n',
    [
      ['{"a": "}{"}', 1],
      ['{"b": "\\"{"}', 2],
      ['{"c":\n 1}', 2],
    ],
  ],
  ['nothing of YAML', 'a: 1\n', undefined],
  ['nothing of YAML that begins with a brace', '{a: 1}\n---\n{b: 1}\n', undefined],
  ['nothing of half an object', '{"a": 1\n', undefined],
])('cuts %s', (_, source, texts) => {
  expect(jsonTexts(source)?.map(({text, line}) => [text, line])).toEqual(texts)
})

it.each(['{"a":1}', '{"a": "\\\\', '{ "'])('takes no time for %s without end', part => {
  expect(growth(length => part.repeat(length / part.length), jsonTexts, 480_000)).toBeLessThan(10)
})
