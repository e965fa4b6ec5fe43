import type {PodStory, TimeLineEntry} from '../lib/connector/pod-history/pod-story.ts'
import {paint, type Meaning} from '../lib/output/palette.ts'
import {harmless, printable} from '../lib/output/printable.ts'
import {beside} from '../lib/output/wrap.ts'
import type {Talk} from '../lib/talk.ts'
import {meanings} from './terminal/layout.ts'
import {remedyLines} from './terminal/remedy-lines.ts'
import {adviceLines, indented} from './plain-lines.ts'

/** How a story is laid out. */
export interface StoryLayout {
  /** Width of the terminal. */
  readonly columns: number
  readonly colour: boolean
  /** Whether the time line is shown, and not only the cause. */
  readonly timeLine: boolean
}

const gap = '  '

/** The rows of `-o table`. */
export function storyRows({timeLine}: PodStory): readonly Readonly<Record<'time' | 'source' | 'what', string>>[] {
  return timeLine.map(entry => ({time: entry.time, source: entry.source, what: textOf(entry, time => time)}))
}

/** A story for a log: one message with the cause, and what to do on further lines. */
export function sayStory({namespace, name, status, verdict, cause, notRead}: PodStory, talk: Talk): void {
  const pod = `Pod ${namespace}/${name}`
  if (cause === null) talk.info(`${verdict}: ${pod}: ${status}`)
  else {
    const message = cause.message.startsWith(`${pod} `) ? cause.message : `${pod}: ${cause.message}`
    talk.warning(indented(`${verdict}: ${message}`), adviceLines(cause))
  }
  for (const reason of notRead) talk.warning(`Not read: ${reason}`)
}

/** A story for a terminal: the time line, and at the end the cause with what to do. */
export async function storyReport(story: PodStory, layout: StoryLayout): Promise<string> {
  const {default: widthOf} = await import('string-width')
  const measure = {columns: layout.columns, widthOf}
  const hanging: Hanging = (heading, text) => beside(heading, printable(text), measure).map(harmless)
  const painted: Painted = (meaning, lines) => lines.map(line => paint(layout.colour, meaning, line))

  const {namespace, name, nodeName, status, verdict, cause, notRead} = story
  const place = nodeName === null ? '' : ` on ${nodeName}`
  const told = cause === null ? 'Nothing keeps the pod from running.' : `${cause.message}${cause.check === null ? '' : ` (${cause.check})`}`
  const heading = `${verdict}${gap}`
  return [
    ...painted('heading', hanging('', `Pod ${namespace}/${name}${place}: ${status}`)),
    ...(layout.timeLine ? timeLineLines(story, hanging, painted) : []),
    ...notRead.flatMap(reason => painted('unknown', hanging(gap, `Not read: ${reason}`))),
    ...painted(meanings[verdict], hanging(heading, told)),
    ...(cause === null ? [] : remedyLines(cause, {colour: layout.colour, measure, margin: ' '.repeat(heading.length)})),
    '',
  ].join('\n')
}

type Hanging = (heading: string, text: string) => readonly string[]
type Painted = (meaning: Meaning, lines: readonly string[]) => readonly string[]

function timeLineLines({timeLine}: PodStory, hanging: Hanging, painted: Painted): readonly string[] {
  const days = [...new Set(timeLine.flatMap(({time, lastTime}) => [time.slice(0, 10), lastTime.slice(0, 10)]))]
  const clock = (time: string): string => (days.length > 1 ? time : time.slice(11, 19))
  const sourceWidth = Math.max(0, ...timeLine.map(({source}) => source.length))
  return [
    ...(days.length === 1 ? [`${gap}${days[0]}, times in UTC`] : []),
    ...timeLine.flatMap(entry => {
      const lines = hanging(`${gap}${clock(entry.time)}${gap}${entry.source.padEnd(sourceWidth)}${gap}`, textOf(entry, clock))
      return entry.level === 'warning' ? painted('warning', lines) : lines
    }),
  ]
}

function textOf({text, count, lastTime}: TimeLineEntry, clock: (time: string) => string): string {
  return count === 1 ? text : `${text} (${count} times, last at ${clock(lastTime)})`
}
