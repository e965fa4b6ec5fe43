import {describe, expect, it} from '@jest/globals'
import Explain from '../../src/commands/explain.ts'
import {allRules} from '../../src/lib/checks/catalogue.ts'
import {runCommand} from '../run-command.ts'

const explain = (argv: readonly string[], env: Record<string, string> = {}) => runCommand(Explain, 'explain', argv, {env})

describe('explain', () => {
  it.each(allRules)('prints the page of $id to be read', async ({id, title, page}) => {
    const {stdout, stderr, exitCode} = await explain([id])
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
    const text = stdout.replaceAll(/\s+/g, ' ')
    for (const part of [id, title, page.symptom, page.cause, page.fix]) expect(text).toContain(part)
    expect(
      stdout.split('\n').filter(
        line =>
          line.length > 100 &&
          line
            .replaceAll(/`[^`]*`/g, 'command')
            .trim()
            .includes(' '),
      ),
    ).toEqual([])
  })

  it('prints text whatever format is configured, and the object when it is asked for', async () => {
    expect((await explain(['node-ready'], {AZURE_CORE_OUTPUT: 'json'})).stdout).toMatch(
      /^node-ready \(node\)\n {4}The virtual node is ready\.\n/,
    )
    const printed = JSON.parse((await explain(['node-ready', '-o', 'json'])).stdout) as object
    expect(Object.keys(printed)).toEqual(['category', 'cause', 'fix', 'id', 'symptom', 'title'])
    expect((await explain(['node-ready', '--query', 'category'])).stdout).toBe('"node"\n')
    expect((await explain(['NODE-ready', '-o', 'table'])).stdout).toMatch(/^Check +Category +Title +Symptom +Cause +Fix\n/)
  })

  it('lists all checks without an id', async () => {
    const listed = JSON.parse((await explain([])).stdout) as unknown
    expect(listed).toEqual(allRules.map(({id, category, title}) => ({id, category, title})))
    const [header, , ...rows] = (await explain(['-o', 'table'])).stdout.trimEnd().split('\n')
    expect(header).toMatch(/^Check +Category +Title$/)
    expect(rows.map(row => row.split(' ')[0])).toEqual(allRules.map(({id}) => id))
  })

  it('says which check may be meant', async () => {
    const {stdout, stderr, exitCode} = await explain(['node-redy'])
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain("ERROR: There is no check 'node-redy'.\nDid you mean 'node-ready'")
    const far = await explain(['xyzzy'])
    expect(far.exitCode).toBe(2)
    expect(far.stderr).toContain('To list all checks:\nvkctl explain --output table\n')
    expect(far.stderr).not.toContain('Did you mean')
  })
})
