import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {beforeAll, expect, it} from '@jest/globals'
import {describeCommands} from '../../scripts/manifest.ts'
import {story} from '../../scripts/picture/story.ts'
import {installClosing, removeClosing} from '../../src/outcomes/closing-lines.ts'
import type {ConnectorOutcome, RemoveOutcome} from '../../src/lib/connector/model/outcome.ts'
import {createNamespace} from '../../src/lib/connector/install/steps/create-namespace.ts'
import {upgradeRelease, type UpgradeRelease} from '../../src/lib/connector/install/steps/upgrade-release.ts'
import {writeRecord, type WriteRecord} from '../../src/lib/connector/install/steps/write-record.ts'
import {uninstallRelease, type UninstallRelease} from '../../src/lib/connector/removal/steps/uninstall-release.ts'
import {readSurface, type Surface} from '../../src/surface.ts'
import {route} from '../../src/route.ts'

// The picture of the README is a recording. If it no longer shows what vkctl does: npm run picture

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (...path: readonly string[]) => readFile(join(root, ...path), 'utf8')
let text = ''
let svg = ''
let surface: Surface

beforeAll(async () => {
  ;[text, svg] = await Promise.all([read('docs', 'pictures', 'main-job.txt'), read('docs', 'pictures', 'main-job.svg')])
  surface = await readSurface(root, (await describeCommands(root, './src/commands')).commands)
})

const releases = ['virtual-kubelet-linux-eastus', 'virtual-kubelet-windows-eastus']

it('shows the commands of the story, and these exist with their options', () => {
  const typed = text.split('\n').flatMap(line => (line.startsWith('$ ') ? [line.slice(2)] : []))
  expect(typed).toEqual(story)
  for (const command of typed.filter(line => line.startsWith('vkctl '))) {
    const found = route((command.split(' | ')[0] ?? '').split(' ').slice(1), surface)
    if (found.to !== 'command') throw new Error(`'${command}' is no command any more. Change scripts/picture/story.ts.`)
    const {flags = {}} = surface.commands[found.id] ?? {}
    const options = found.argv.filter(word => word.startsWith('--')).map(word => word.slice(2))
    expect(Object.keys(flags)).toEqual(expect.arrayContaining(options))
    expect(Object.values(flags).map(({char}) => char)).toEqual(
      expect.arrayContaining(found.argv.filter(word => /^-\w$/.test(word)).map(word => word.slice(1))),
    )
  }
})

it('shows what vkctl says today', () => {
  const ready = {result: {status: 'Ready', changed: true}, error: undefined} as ConnectorOutcome
  const removed = {result: {left: [] as readonly string[]}, error: undefined} as RemoveOutcome
  const said = [
    createNamespace.describe({do: 'create-namespace', namespace: {metadata: {name: 'virtual-kubelet'}}} as never),
    ...releases.flatMap(release => [
      upgradeRelease.describe({release, chartSource: 'embedded'} as UpgradeRelease),
      writeRecord.describe({record: {release}} as WriteRecord),
      `${release} is ready.`,
      uninstallRelease.describe({release} as UninstallRelease),
    ]),
    installClosing([ready, ready], 'N s'),
    removeClosing([removed, removed], 'N s'),
  ]
  // The terminal broke long lines.
  const shown = text.replaceAll('\n', '').replaceAll(/\d+ s\b/g, 'N s')
  expect(said.filter(sentence => !shown.includes(sentence))).toEqual([])
})

it('is the recording whose text is beside it, and the README shows it with a description', async () => {
  const drawn = svg.replaceAll(/<tspan[^>]*>|<\/tspan>/g, '')
  const escaped = (line: string) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').trimEnd()
  expect(text.split('\n').filter(line => !drawn.includes(`>${escaped(line)}<`) && line !== '')).toEqual([])
  expect(svg.length).toBeLessThan(150_000)
  expect(svg).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org\/2000\/svg)/)
  expect(await read('README.md')).toMatch(/!\[[^\]]{40,}\]\(docs\/pictures\/main-job\.svg\)/)
})
