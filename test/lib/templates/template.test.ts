import {describe, expect, it} from '@jest/globals'
import {load} from 'js-yaml'
import {fillTemplate, renderTemplate} from '../../../src/lib/templates/template.ts'

describe('filling a template', () => {
  it('keeps the type of a value that stands alone', async () => {
    expect(await fillTemplate('a: ${n}\nb: ${flag}\nc: ${list}\nd: x-${n}', {n: 3, flag: false, list: ['y']})).toEqual([{a: 3, b: false, c: ['y'], d: 'x-3'}])
  })

  it.each(['a: 1\nb: 2', '"', "'", '${other}', '{x: y}', '- z', '# no', 'true', '12345', '\n---\nkind: Pod', '$&', '&a *a'])('lets the value %j break nothing', async value => {
    const [filled] = await fillTemplate('top:\n  - name: ${value}\n    text: <${value}>', {value})
    expect(filled).toEqual({top: [{name: value, text: `<${value}>`}]})
    expect(load(await renderTemplate('top: ${value}', {value}))).toEqual({top: value})
  })

  it('leaves out what is not known, and a map of which nothing is left', async () => {
    expect(await fillTemplate('a: ${none}\nb:\n  c: ${none}\nd: [x, "${none}"]\ne: {}', {none: undefined})).toEqual([{d: ['x'], e: {}}])
  })

  it('refuses a name that it was not given, and says where', async () => {
    await expect(fillTemplate('a:\n  - b: ${nmae}', {name: 'x'})).rejects.toThrow('The template names ${nmae} at a[0].b, which is not among name.')
    await expect(fillTemplate('a: ${toString}', {})).rejects.toThrow('toString')
  })

  it('refuses a value inside a text that is no text', async () => {
    await expect(fillTemplate('a: x-${none}', {none: undefined})).rejects.toThrow('inside a text at a')
  })

  it('keeps the comment at the top and every document', async () => {
    expect(await renderTemplate('# one\n# two\na: ${x}\n---\nb: 1\n', {x: 'z'})).toBe('# one\n# two\na: z\n---\nb: 1\n')
  })
})
