import {expect, it} from '@jest/globals'
import {documentTexts} from '../../../../../src/lib/checks/manifest/reading/document-texts.ts'
import {growth} from '../growth.ts'

it.each<[string, string, readonly (readonly [string, number])[]]>([
  ['one', 'a: 1\n', [['a: 1\n', 1]]],
  ['none', '', [['', 1]]],
  [
    'several',
    'a: 1\n---\nb: 1\n--- \nc: 1\n',
    [
      ['a: 1\n', 1],
      ['---\nb: 1\n', 2],
      ['--- \nc: 1\n', 4],
    ],
  ],
  [
    'a marker at the start',
    '\n---\na: 1\n---\n',
    [
      ['\n---\na: 1\n', 1],
      ['---\n', 4],
    ],
  ],
  [
    'Windows line ends',
    'a: 1\r\n---\r\nb: 1',
    [
      ['a: 1\r\n', 1],
      ['---\r\nb: 1', 2],
    ],
  ],
  ['directives', '# x\n%YAML 1.2\n---\na: 1\n', [['# x\n%YAML 1.2\n---\na: 1\n', 1]]],
  [
    'a byte order mark behind a marker',
    'a: 1\n---\n\uFEFFb: 1\n',
    [
      ['a: 1\n', 1],
      ['---\nb: 1\n', 2],
    ],
  ],
  ['what only looks like a marker', 'a: |\n  ---\n---b: 1\n', [['a: |\n  ---\n---b: 1\n', 1]]],
])('cuts %s', (_, source, texts) => {
  expect([...documentTexts(source)].map(({text, line}) => [text, line])).toEqual(texts)
})

it.each<[string, string]>([
  ['documents', '---\n'],
  ['directives behind carriage returns', '%a\r---\r'],
  ['comments', '#\n---\n'],
])('takes no time for %s without end', (_, part) => {
  const textOf = (length: number): string => part.repeat(length)
  expect(growth(textOf, text => void Array.from(documentTexts(text)), 480_000)).toBeLessThan(10)
})
