import {describe, expect, it} from '@jest/globals'
import {differentFields} from '../../../../../src/lib/connector/install/changes/fields.ts'

describe('the fields in which two maps differ', () => {
  it('are found at any depth, and named by their path', () => {
    const from = {image: {tag: '1', pullPolicy: 'Always'}, logLevel: 'info', gone: {a: {b: 1}}}
    const to = {image: {tag: '2', pullPolicy: 'Always'}, logLevel: 'info', env: {'a.b/c': 'x'}}
    expect(differentFields(from, to)).toEqual([
      {path: 'env["a.b/c"]', from: undefined, to: 'x'},
      {path: 'gone.a.b', from: 1, to: undefined},
      {path: 'image.tag', from: '1', to: '2'},
    ])
  })

  it('are none if only the order of names differs', () => {
    expect(differentFields({a: 1, b: {c: [1], d: null}}, {b: {d: null, c: [1]}, a: 1})).toEqual([])
    expect(differentFields(undefined, undefined)).toEqual([])
    expect(differentFields(undefined, {})).toEqual([])
  })

  it('are whole lists, and whole values where a map becomes something else', () => {
    expect(differentFields({list: [1, 2], map: {a: 1}}, {list: [1, 3], map: 'text'}, 'spec')).toEqual([
      {path: 'spec.list', from: [1, 2], to: [1, 3]},
      {path: 'spec.map', from: {a: 1}, to: 'text'},
    ])
  })
})
