import {describe, expect, it} from '@jest/globals'
import {manifestRules, objectRules} from '../../../../src/lib/checks/manifest-catalogue.ts'
import {manifestCases} from './cases/manifest/all.ts'
import {judged, workload, type ManifestCase} from './manifest-case.ts'

// Every rule of `validate -f`, on YAML as it is read from a file.

async function run(id: string, one: Partial<ManifestCase>) {
  const {findings, lineOf} = await judged(workload(one), ...(one.more ?? []))
  const finding = findings.find(found => found.id === id && (one.target === undefined || found.target === one.target))
  if (finding === undefined) throw new Error(`${id} said nothing.`)
  return {finding, line: lineOf(finding)}
}

it('puts what a rule stands on before it', () => {
  const order = manifestRules.map(({id}) => id)
  const wrong = manifestRules.flatMap(({id, after = []}) => after.filter(other => !order.slice(0, order.indexOf(id)).includes(other)))
  expect(wrong).toEqual([])
})

describe.each([...objectRules, ...manifestRules].map(({id}) => [id]))('%s', id => {
  const {fires, quiet} = manifestCases[id] ?? {fires: [], quiet: []}

  it('is content with a workload that is well, and points at it', async () => {
    const {finding, line} = await run(id, {})
    expect(['ok', 'skipped']).toContain(finding.verdict)
    expect(finding).toMatchObject({category: 'manifest', target: 'Deployment web', remedy: '', location: {file: '<stdin>'}})
    expect(line).toBe('apiVersion: apps/v1')
  })

  it('has a case that makes it fire and one that does not', () => {
    expect([fires.length, quiet.length].every(count => count > 0)).toBe(true)
    expect(fires.filter(({verdict}) => verdict === 'ok' || verdict === 'skipped')).toEqual([])
    expect(quiet.filter(({verdict}) => verdict === 'problem' || verdict === 'warning')).toEqual([])
  })

  it.each([...fires.map(one => [one.name, one, 'problem'] as const), ...quiet.map(one => [one.name, one, 'ok'] as const)])(
    '%s',
    async (_, one, usual) => {
      const {finding, line} = await run(id, one)
      const verdict = one.verdict ?? usual
      expect(finding).toMatchObject({
        verdict,
        message: expect.stringMatching(one.message),
        remedy: expect.stringMatching(one.remedy ?? /.*/),
      })
      expect(finding.message).not.toMatch(/undefined|null|NaN|\[object/)
      const fired = verdict === 'problem' || verdict === 'warning'
      // A sentence with a remedy, or a phrase without.
      expect([finding.message.endsWith('.'), finding.remedy !== '']).toEqual([fired, fired])
      expect(line).toMatch(one.at ?? /\S/)
      // Commands are data, on lines of their own.
      const sentences = finding.remedy.split('\n').filter(text => finding.commands?.includes(text) !== true)
      expect(sentences.filter(text => /(^|: )(az|helm|kubectl|vkctl) [a-z]/.test(text))).toEqual([])
    },
  )
})
