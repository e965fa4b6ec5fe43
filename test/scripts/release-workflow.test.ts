import {readFileSync} from 'node:fs'
import {describe, expect, it} from '@jest/globals'
import {load} from 'js-yaml'
import {nodeBinaries} from '../../scripts/release/node-binary.ts'
import {parts} from '../../scripts/release/parts.ts'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

interface Workflow {
  readonly jobs: {readonly build: {readonly strategy: {readonly matrix: {readonly include: readonly {readonly parts: string}[]}}}}
}

describe('the release workflow', () => {
  const text = read('.github/workflows/release.yml')

  it('makes every part of a release once', () => {
    const {jobs} = load(text) as Workflow
    const built = jobs.build.strategy.matrix.include.flatMap(one => one.parts.split(','))
    const last = /--only (\S+) --url/.exec(text)?.[1]?.split(',') ?? []
    expect([...built, ...last].toSorted((a, b) => a.localeCompare(b))).toEqual(Object.keys(parts).toSorted((a, b) => a.localeCompare(b)))
  })

  it('runs on the Node.js that it puts into executables, which is that of the development dependencies', () => {
    const {devDependencies} = JSON.parse(read('package.json')) as {readonly devDependencies: {readonly node: string}}
    expect(devDependencies.node).toBe(nodeBinaries.version)
    const versions = [...text.matchAll(/node-version: (\S+)/g)].map(([, version]) => version)
    expect(versions.length).toBeGreaterThan(1)
    expect(new Set(versions)).toEqual(new Set([nodeBinaries.version]))
  })

  it('reads no secret', () => expect(text).not.toMatch(/\bsecrets\./))
})
