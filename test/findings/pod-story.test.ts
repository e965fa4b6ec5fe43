import {stripVTControlCharacters} from 'node:util'
import {describe, expect, it} from '@jest/globals'
import {sayStory, storyReport, storyRows, type StoryLayout} from '../../src/findings/pod-story.ts'
import type {PodStory, TimeLineEntry} from '../../src/lib/connector/pod-history/pod-story.ts'
import {printedLine, type Line} from '../../src/lib/printed-commands/printed-lines.ts'
import type {Talk} from '../../src/lib/talk.ts'

const entry = (time: string, more: Partial<TimeLineEntry> = {}): TimeLineEntry => ({
  time: `2026-11-29T${time}Z`,
  lastTime: `2026-11-29T${time}Z`,
  count: 1,
  source: 'kubernetes',
  level: 'normal',
  text: 'The pod was created',
  ...more,
})

const refusal = entry('00:58:37', {
  lastTime: '2026-11-29T00:58:41Z',
  count: 4,
  source: 'azure',
  level: 'warning',
  text: 'refused to create the container group: 403 AuthorizationFailed: The client may not write.',
})

const story: PodStory = {
  namespace: 'shop',
  name: 'web-1',
  uid: 'u',
  nodeName: 'vn',
  status: 'ProviderFailed',
  verdict: 'problem',
  cause: {
    check: 'pod-allowed',
    docs: 'docs/checks.md#pod-allowed',
    message: 'Azure answered 403.',
    remedy: 'Delete the pod.\nkubectl delete pod web-1',
    commands: ['kubectl delete pod web-1'],
  },
  timeLine: [entry('00:58:36'), refusal],
  notRead: [],
}

const report = (more: Partial<PodStory> = {}, layout: Partial<StoryLayout> = {}): Promise<string> =>
  storyReport({...story, ...more}, {columns: 80, colour: false, timeLine: true, ...layout})

describe('the story of a pod on a terminal', () => {
  it('is its time line, and at the end the cause with what to do', async () => {
    expect(await report()).toBe(`Pod shop/web-1 on vn: ProviderFailed
  2026-11-29, times in UTC
  00:58:36  kubernetes  The pod was created
  00:58:37  azure       refused to create the container group: 403
                        AuthorizationFailed: The client may not write. (4
                        times, last at 00:58:41)
problem  Azure answered 403. (pod-allowed)
         Delete the pod.
         kubectl delete pod web-1
`)
  })

  it('has the days if there are several, and what was not read', async () => {
    const lines = await report({
      timeLine: [entry('23:59:59', {time: '2026-11-28T23:59:59Z'})],
      notRead: ['Azure was not read.'],
      nodeName: null,
      verdict: 'ok',
      cause: null,
      status: 'Running',
    })
    expect(lines).toBe(`Pod shop/web-1: Running
  2026-11-28T23:59:59Z  kubernetes  The pod was created
  Not read: Azure was not read.
ok  Nothing keeps the pod from running.
`)
  })

  it('is only the cause beside a table, and in colour the same', async () => {
    expect(await report({}, {timeLine: false})).not.toContain('The pod was created')
    const coloured = await report({}, {colour: true})
    expect(coloured).not.toBe(await report())
    expect(stripVTControlCharacters(coloured)).toBe(await report())
  })

  it('shows no control characters and no commands of CI systems of others', async () => {
    const text = await report({timeLine: [entry('00:58:36', {text: 'a\u001B[31mb ##[error]'})], name: 'x\u0007'})
    expect(text).toContain('ab # #[error]')
    expect(text).not.toContain('\u0007')
  })
})

it('the rows of a table have the whole times', () => {
  expect(storyRows(story)).toEqual([
    {time: '2026-11-29T00:58:36Z', source: 'kubernetes', what: 'The pod was created'},
    {time: '2026-11-29T00:58:37Z', source: 'azure', what: `${refusal.text} (4 times, last at 2026-11-29T00:58:41Z)`},
  ])
})

it('in a log, the cause is a warning, and a pod that runs is only information', () => {
  const said: string[] = []
  const talk = {
    warning: (text: string, hints: readonly Line[] = []) =>
      said.push([`warning ${text}`, ...hints.map(line => printedLine(line, {}))].join('\n')),
    info: (text: string) => said.push(`info ${text}`),
  } as unknown as Talk
  sayStory({...story, notRead: ['Azure was not read.']}, talk)
  sayStory({...story, cause: {check: null, docs: null, message: 'Pod shop/web-1 cannot be placed.', remedy: ''}}, talk)
  sayStory({...story, status: 'Running', verdict: 'ok', cause: null}, talk)
  expect(said).toEqual([
    'warning problem: Pod shop/web-1: Azure answered 403.\nDelete the pod.\nkubectl delete pod web-1',
    'warning Not read: Azure was not read.',
    'warning problem: Pod shop/web-1 cannot be placed.',
    'info ok: Pod shop/web-1: Running',
  ])
})
