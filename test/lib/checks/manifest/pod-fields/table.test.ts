import {describe, expect, it} from '@jest/globals'
import {allRules} from '../../../../../src/lib/checks/catalogue.ts'
import {fieldsOf} from '../../../../../src/lib/checks/manifest/kubernetes/api-types.ts'
import {fateOf, fieldRows, pathsWithFate} from '../../../../../src/lib/checks/manifest/pod-fields/table.ts'

/** All fields of a pod spec, however deep, with the type of each. */
function walk(type: string, above: string, depth = 0): readonly {readonly path: string; readonly type: string}[] {
  if (depth > 8) return []
  return Object.entries(fieldsOf(type) ?? {}).flatMap(([name, field]) => {
    const path = above === '' ? name : `${above}.${name}`
    const plain = field.replaceAll(/^(\[\]|\{\})+|!$/g, '')
    return [{path, type: plain}, ...walk(plain, path, depth + 1)]
  })
}

const all = walk('V1PodSpec', '')

describe('the fates of the fields of a pod', () => {
  it('are known for every field that there is', () => {
    expect(all.length).toBeGreaterThan(500)
    expect(all.filter(({path}) => fateOf(path) === undefined).map(({path}) => path)).toEqual([])
  })

  it('are told one by one where the provider takes only a part', () => {
    // What ACI gets as a whole, or what becomes a single value there.
    const whole = /^(dnsConfig|imagePullSecrets|\w+\.(env\.valueFrom\.\w+|envFrom|\w+Probe\.exec))$/
    const rows = fieldRows()
    const partly = rows.filter(({path, fate}) => (fate === 'passed' || fate === 'changed') && !whole.test(path))
    const inherited = partly.flatMap(({path}) => {
      const below = all.filter(field => field.path.startsWith(`${path}.`) && !field.path.slice(path.length + 1).includes('.'))
      return below.filter(field => !rows.some(row => row.path === field.path)).map(field => field.path)
    })
    expect(inherited).toEqual([])
  })

  it('are those of fields that there are', () => {
    const paths = new Set(all.map(({path}) => path))
    expect(pathsWithFate.filter(path => !paths.has(path))).toEqual([])
  })

  it('name checks that there are', () => {
    const ids = new Set(allRules.map(({id}) => id))
    expect(fieldRows().flatMap(({check}) => (check === undefined || ids.has(check) ? [] : [check]))).toEqual([])
  })

  it('say of each field that is refused which check reports it', () => {
    expect(fieldRows().filter(({fate, check}) => fate === 'refused' && check === undefined)).toEqual([])
  })
})
