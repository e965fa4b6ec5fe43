import {styleText} from 'node:util'
import type {PodStory, TimeLineEntry} from '../lib/connector/pod-history/pod-story.ts'
import {harmless, printable} from '../lib/output/printable.ts'
import type {Talk} from '../lib/talk.ts'
import {indented, isCommand} from './plain-lines.ts'
import {wrapWords} from './wrap-words.ts'

/** How a story is laid out. */
export interface StoryLayout {
  /** Width of the terminal. */
  readonly columns: number
  readonly colour: boolean
  /** Whether the time line is shown, and not only the cause. */
  readonly timeLine: boolean
}

type Colour = Parameters<typeof styleText>[0]

const verdictColours = {ok: 'greenBright', problem: 'redBright', unknown: 'magentaBright', skipped: 'gray'} as const
/** A narrower column would be hard to read; the terminal breaks the lines then. */
const narrowest = 20
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
    talk.warning(`${indented(`${verdict}: ${message}`)}${cause.remedy === '' ? '' : `\n${cause.remedy}`}`)
  }
  for (const reason of notRead) talk.warning(`Not read: ${reason}`)
}

/** A story for a terminal: the time line, and at the end the cause with what to do. */
export async function storyReport(story: PodStory, layout: StoryLayout): Promise<string> {
  const {default: widthOf} = await import('string-width')
  const hanging = (heading: string, text: string): readonly string[] => {
    const width = Math.max(narrowest, layout.columns - 1 - heading.length)
    const lines = printable(text)
      .split('\n')
      .flatMap(line => wrapWords(line, width, widthOf))
    return lines.map((line, index) => (index === 0 ? heading : ' '.repeat(heading.length)) + harmless(line))
  }
  const paint = (style: Colour, lines: readonly string[]): readonly string[] =>
    lines.map(line => (layout.colour ? styleText(style, line, {validateStream: false}) : line))

  const {namespace, name, nodeName, status, verdict, cause, notRead} = story
  const place = nodeName === null ? '' : ` on ${nodeName}`
  const told = cause === null ? 'Nothing keeps the pod from running.' : `${cause.message}${cause.check === null ? '' : ` (${cause.check})`}`
  const heading = `${verdict}${gap}`
  const margin = ' '.repeat(heading.length)
  const remedies = cause === null || cause.remedy === '' ? [] : printable(cause.remedy).split('\n')
  return [
    ...paint('bold', [printable(`Pod ${namespace}/${name}${place}: ${status}`)]),
    ...(layout.timeLine ? timeLineLines(story, hanging, paint) : []),
    ...notRead.flatMap(reason => paint('magentaBright', hanging(gap, `Not read: ${reason}`))),
    ...paint(verdictColours[verdict], hanging(heading, told)),
    ...paint(
      'cyan',
      remedies.flatMap(line => (isCommand(line) ? [margin + harmless(line)] : hanging(margin, line))),
    ),
    '',
  ].join('\n')
}

function timeLineLines(
  {timeLine}: PodStory,
  hanging: (heading: string, text: string) => readonly string[],
  paint: (style: Colour, lines: readonly string[]) => readonly string[],
): readonly string[] {
  const days = [...new Set(timeLine.flatMap(({time, lastTime}) => [time.slice(0, 10), lastTime.slice(0, 10)]))]
  const clock = (time: string): string => (days.length > 1 ? time : time.slice(11, 19))
  const sourceWidth = Math.max(0, ...timeLine.map(({source}) => source.length))
  return [
    ...(days.length === 1 ? [`${gap}${days[0]}, times in UTC`] : []),
    ...timeLine.flatMap(entry => {
      const lines = hanging(`${gap}${clock(entry.time)}${gap}${entry.source.padEnd(sourceWidth)}${gap}`, textOf(entry, clock))
      return entry.level === 'warning' ? paint('yellowBright', lines) : lines
    }),
  ]
}

function textOf({text, count, lastTime}: TimeLineEntry, clock: (time: string) => string): string {
  return count === 1 ? text : `${text} (${count} times, last at ${clock(lastTime)})`
}
