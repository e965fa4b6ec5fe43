import type {PodTimes, SmokeNode, SmokePhase} from '../../lib/checks/facts/smoke.ts'
import {axisPicture, axisUpTo, gridLines, percent, type Axis} from './axis.ts'
import {markup, nothing, type Markup} from './markup.ts'

/** A phase of a pod in a picture: where its bar stands, in milliseconds and lines. */
interface Span {
  readonly phase: SmokePhase
  readonly from: number
  readonly to: number
  readonly line: number
}

const removal: ReadonlySet<SmokePhase> = new Set(['deleted', 'gone'])

const barHeight = 22
/** Width of a chart on a narrow phone, and of a character. Text that would be wider than its bar is left out. */
const [narrowest, character] = [270, 6.8]

interface Row {
  readonly pod: string
  readonly spans: readonly Span[]
  /** Beside the name of the pod. */
  readonly note: Markup
}

/** The phases of the pods of a node as bars: how each pod started, and how it was deleted. */
export function smokeCharts({podTimes, failed}: SmokeNode): Markup {
  const started = podTimes.map(times => {
    const spans = startOf(times)
    const failedIn = failed.find(({pod}) => pod === times.pod)?.phase
    const total = markup`${shortly(spans.at(-1)?.to ?? 0)}`
    const isCutShort = failedIn !== undefined && !removal.has(failedIn)
    return {pod: times.pod, spans, note: isCutShort ? markup`<strong class="problem">✕ not ${failedIn}</strong>` : total}
  })
  const removed = podTimes.map(times => ({pod: times.pod, spans: removalOf(times), note: nothing})).filter(({spans}) => spans.length > 0)
  return markup`${chart('From the creation of the pod to the first line of its log', started)}${chart('After the deletion of the pod', removed)}`
}

/** Phases of the start follow one another. */
function startOf({phases}: PodTimes): readonly Span[] {
  const spans: Span[] = []
  for (const {phase, ms} of phases) {
    const from = spans.at(-1)?.to ?? 0
    if (!removal.has(phase)) spans.push({phase, from, to: from + ms, line: 0})
  }
  return spans
}

/** Both phases of the removal begin when the deletion was requested, so each has a line of its own. */
function removalOf({phases}: PodTimes): readonly Span[] {
  return phases.filter(({phase}) => removal.has(phase)).map(({phase, ms}, line) => ({phase, from: 0, to: ms, line}))
}

function chart(title: string, rows: readonly Row[]): Markup {
  if (rows.length === 0) return nothing
  const axis = axisUpTo(Math.max(0, ...rows.flatMap(({spans}) => spans.map(({to}) => to))))
  return markup`<figure>
<figcaption>${title}</figcaption>
<ul class="bars">
${rows.map(row => bars(row, axis))}</ul>
${axisPicture(axis)}</figure>
`
}

function bars({pod, spans, note}: Row, axis: Axis): Markup {
  const height = barHeight * Math.max(1, ...spans.map(({line}) => line + 1))
  const said = spans.map(({phase, from, to}) => `${phase} ${shortly(to - from)}`).join(', ')
  return markup`<li><p class="label"><bdi>${pod}</bdi> <span class="note">${note}</span></p>
<svg role="img" aria-label="${said === '' ? 'no phase' : said}" width="100%" height="${height}">${gridLines(axis, height)}${spans.map(span => bar(span, axis))}</svg></li>
`
}

function bar({phase, from, to, line}: Span, axis: Axis): Markup {
  const width = (narrowest * (to - from)) / axis.end
  const time = shortly(to - from)
  const text = [`${phase} ${time}`, time, ''].find(one => one.length * character < width) ?? ''
  const top = line * barHeight
  const label =
    text === '' ? nothing : markup`<text x="${percent((from + to) / 2, axis)}" y="${top + 15}" text-anchor="middle">${text}</text>`
  return markup`<g class="phase ${phase}"><title>${phase}: ${time}</title><rect x="${percent(from, axis)}" width="${percent(to - from, axis)}" y="${top + 1}" height="${barHeight - 2}"/>${label}</g>`
}

/** Seconds with one decimal: vkctl looks at the pods twice a second at most. */
export function shortly(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
