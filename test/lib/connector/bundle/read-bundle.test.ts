import {mkdtemp, readFile, rm, stat, truncate, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {unknown} from '../../../../src/lib/checks/engine/fact.ts'
import {judgeInspection} from '../../../../src/lib/connector/inspection/judge-inspection.ts'
import {largestBundle, parseBundle, readBundle} from '../../../../src/lib/connector/bundle/read-bundle.ts'
import {bundleOf, bundleText, refuseTaken, writeBundle} from '../../../../src/lib/connector/bundle/write-bundle.ts'
import {NotAllowedError} from '../../../../src/lib/errors.ts'
import {anInspection} from './an-inspection.ts'

const now = new Date('2026-11-29T12:00:00Z')
const bundle = bundleOf(anInspection(), '0.1.0', now)
const {text} = bundleText(bundle)

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vkctl-test-'))
})
afterAll(() => rm(directory, {recursive: true}))

interface Json {
  [name: string]: Json
}

/** The bundle after somebody edited its JSON. */
function edited(edit: (json: Json) => void): string {
  const json = JSON.parse(text) as Json
  edit(json)
  return JSON.stringify(json)
}

/** Where something is in a bundle. */
function within(json: Json, ...path: readonly string[]): Json {
  return path.reduce<Json>((found, name) => found[name] ?? {}, json)
}

const connector = ['inspection', 'connectors', '0']

describe('a bundle in a file', () => {
  it.each(['b.json', 'b.json.gz'])('is %s, which only its owner can read, and is read again as it was', async name => {
    const path = join(directory, name)
    await refuseTaken(path)
    expect(await writeBundle(path, bundle)).toEqual([])
    const {mode} = await stat(path)
    expect(process.platform === 'win32' ? 0 : mode & 0o77).toBe(0)
    const read = await readBundle(path)
    expect(read.saved).toEqual(now)
    expect(judgeInspection(read.inspection)).toEqual(judgeInspection(bundle.inspection))
    await expect(refuseTaken(path)).rejects.toThrow(/already exists/)
  })

  it('is not written into a folder that does not exist', async () => {
    const path = join(directory, 'no', 'b.json')
    await expect(refuseTaken(path)).rejects.toThrow(/There is no folder/)
    await expect(writeBundle(path, bundle)).rejects.toThrow(/could not be written/)
  })

  it('does not replace a file that appears in the meantime', async () => {
    const path = join(directory, 'taken.json')
    await writeFile(path, 'of somebody')
    await expect(writeBundle(path, bundle)).rejects.toThrow(/could not be written: .*exist/)
    expect(await readFile(path, 'utf8')).toBe('of somebody')
  })

  it('is refused if it is missing, cut off, too large, or something else', async () => {
    const file = async (name: string, content: string | Uint8Array) => {
      await writeFile(join(directory, name), content)
      return join(directory, name)
    }
    await expect(readBundle(join(directory, 'none.json'))).rejects.toThrow(/There is no file/)
    await expect(readBundle(await file('cut.json', text.slice(0, 500)))).rejects.toThrow(/is incomplete/)
    await expect(readBundle(await file('cut.gz', gzipSync(text).subarray(0, 500)))).rejects.toThrow(/is incomplete/)
    await expect(readBundle(await file('empty.json', ''))).rejects.toThrow(/not a bundle/)
    await expect(readBundle(await file('list.json', '[]'))).rejects.toThrow(/does not say its format/)
    await expect(readBundle(await file('bomb.gz', gzipSync(Buffer.alloc(largestBundle + 1, 32))))).rejects.toThrow(/larger than 64 MiB/)
    const large = await file('large.json', '{')
    await truncate(large, largestBundle + 1)
    await expect(readBundle(large)).rejects.toThrow(/larger than 64 MiB/)
    const nested = `${'{"a":'.repeat(1e5)}{}${'}'.repeat(1e5)}`
    const deep = text.replace('"metadata": {', `"metadata": {"managedFields": [{"fieldsV1": ${nested}}],`)
    await expect(readBundle(await file('deep.json', deep))).rejects.toThrow(/not a bundle/)
  })
})

it('has no command lines of pods', () => {
  // The objects of the tests have them, as those of a cluster.
  expect(JSON.stringify(bundle.inspection.connectors[0]?.facts.pods)).toContain('"args"')
  expect(JSON.stringify(parseBundle(text, 'b.json').inspection.connectors[0]?.facts.pods)).not.toContain('"args"')
})

describe('a bundle of another version', () => {
  it('is refused if its format is newer', () => {
    const newer = edited(json => Object.assign(json, {format: 2, vkctlVersion: '9.1.0'}))
    expect(() => parseBundle(newer, 'b.json')).toThrow('b.json was written by vkctl 9.1.0 in format 2. This vkctl reads formats up to 1.')
  })

  it('can lack facts: checks that need them are skipped, and the others say the same', () => {
    const older = edited(json => {
      delete within(json, ...connector, 'facts')['node']
      Object.assign(within(json, 'inspection', 'cluster', 'facts', 'provider', 'value'), {registrationState: 7})
    })
    const findings = judgeInspection(parseBundle(older, 'b.json').inspection)
    const reason = 'The bundle of vkctl 0.1.0 does not contain what this check needs'
    for (const id of ['node-ready', 'provider-registered'])
      expect(findings.find(finding => finding.id === id)).toMatchObject({verdict: 'skipped', message: reason})
    expect(findings.find(({id}) => id === 'lease-fresh')?.verdict).toBe('ok')
  })
})

describe('a forged bundle', () => {
  it('has no other fields than those of the schema, and no findings', () => {
    const forged = edited(json => {
      Object.assign(json, {findings: [{id: 'x'}], ok: true})
      Object.assign(within(json, ...connector, 'subject'), {chart: 'https://example.com/chart.tgz'})
    })
    expect(JSON.stringify(parseBundle(forged, 'b.json'))).not.toMatch(/findings|example\.com/)
  })

  it('does not reach the prototypes of objects', () => {
    const forged = text.replace(
      '"origin"',
      '"__proto__": {"origin": "flux", "polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "origin"',
    )
    const {inspection} = parseBundle(forged, 'b.json')
    expect(({} as {polluted?: number}).polluted).toBeUndefined()
    expect((inspection.connectors[0] as unknown as {polluted?: number}).polluted).toBeUndefined()
    expect(judgeInspection(inspection)).toEqual(judgeInspection(bundle.inspection))
  })

  it.each<[string, (json: Json) => void, RegExp]>([
    [
      'a time that does not exist',
      json => Object.assign(within(json, ...connector, 'subject'), {now: {$date: '2026-13-99T99:99:99Z'}}),
      /no time/,
    ],
    ['a text as a time', json => Object.assign(within(json, ...connector, 'subject'), {now: 'today'}), /now must be object/],
    ['a subject without a name', json => void delete within(json, ...connector, 'subject')['target'], /required property 'target'/],
    [
      'connectors that are no list',
      json => Object.assign(within(json, 'inspection'), {connectors: {length: 1e9}}),
      /connectors must be array/,
    ],
  ])('is refused with %s', async (_, edit, fault) => {
    const path = join(directory, 'forged.json')
    await writeFile(path, edited(edit))
    await expect(readBundle(path)).rejects.toThrow(fault)
  })

  it('may say anything in its texts and numbers, and no check fails over it', () => {
    const facts = [...connector, 'facts']
    const forged = edited(json => {
      Object.assign(within(json, ...facts, 'log'), {value: '\u001B]0;title\u0007$(reboot) `id` \n::error::x'})
      Object.assign(within(json, ...facts, 'lease', 'value', 'spec'), {renewTime: 'never', leaseDurationSeconds: 1e308})
    }).replace('"revision":2', '"revision":1e999')
    expect(judgeInspection(parseBundle(forged, 'b.json').inspection).length).toBeGreaterThan(50)
  })
})

it('keeps why a fact could not be read, and what to do', () => {
  const error = new NotAllowedError('pods is forbidden', {hints: ['Ask for this right.']})
  const inspection = anInspection()
  const unread = {
    ...inspection,
    cluster: {...inspection.cluster, facts: {...inspection.cluster.facts, provider: unknown(error.message, error)}},
  }
  const again = parseBundle(bundleText(bundleOf(unread, '0.1.0', now)).text, 'b.json').inspection
  expect(judgeInspection(again)).toEqual(judgeInspection(unread))
  expect(judgeInspection(again)).toContainEqual(expect.objectContaining({verdict: 'unknown', remedy: 'Ask for this right.'}))
})
