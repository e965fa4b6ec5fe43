import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {countTests, type TestCount} from '../../scripts/ci-count.ts'

const jest = join(import.meta.dirname, '..', '..', 'node_modules', 'jest', 'bin', 'jest.js')

describe('counting tests', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ci-count-'))
  const report = join(folder, 'report.json')
  let count: TestCount

  beforeAll(() => {
    writeFileSync(join(folder, 'package.json'), '{"jest": {"transform": {}}}')
    writeFileSync(
      join(folder, 'one.test.js'),
      `test('good', () => {}); test('also good', () => {}); test('bad', () => { throw new Error() }); test.skip('later', () => {})`,
    )
    writeFileSync(join(folder, 'two.test.js'), 'this does not parse')
    spawnSync(process.execPath, [jest, '--rootDir', folder, '--json', `--outputFile=${report}`], {cwd: folder, stdio: 'ignore'})
    count = countTests([report])
  })

  afterAll(() => rmSync(folder, {recursive: true}))

  it('takes the numbers from what jest reports', () => {
    expect(count).toEqual({passed: 2, failed: 2, skipped: ['later'], unreadable: []})
  })

  it('adds several reports up', () => {
    expect(countTests([report, report])).toMatchObject({passed: 4, failed: 4, skipped: ['later', 'later']})
  })

  it('says when there is no report', () => {
    expect(countTests([join(folder, 'none.json')])).toMatchObject({
      passed: 0,
      failed: 0,
      unreadable: [expect.stringContaining('none.json')],
    })
  })
})
