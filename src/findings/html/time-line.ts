import {sources, type PodStory, type TimeLineEntry} from '../../lib/connector/pod-history/pod-story.ts'
import {utc} from './about.ts'
import {axisPicture, axisUpTo, gridLines, percent, type Axis} from './axis.ts'
import {markup, nothing, type Markup} from './markup.ts'

const laneHeight = 40
/** Where the line of a lane is in it; its name stands above. */
const middle = 28

/** What happened to a pod as a picture: a lane for each source, and a sign for each entry. A diamond is a warning, a circle is not. */
export function timeLinePicture({timeLine}: PodStory): Markup {
  const moments = timeLine.flatMap(({time, lastTime}) => [Date.parse(time), Date.parse(lastTime)]).filter(Number.isFinite)
  if (moments.length === 0) return nothing
  const [first, last] = [Math.min(...moments), Math.max(...moments)]
  const axis = axisUpTo(last - first)
  const lanes = sources.filter(source => timeLine.some(entry => entry.source === source))
  const height = lanes.length * laneHeight
  const drawn = lanes.map((source, index) =>
    lane(source, {entries: timeLine.filter(entry => entry.source === source), top: index * laneHeight, since: first, axis}),
  )
  return markup`<figure>
<figcaption>From <time datetime="${new Date(first).toISOString()}">${utc(new Date(first))}</time>. A diamond is a warning.</figcaption>
<svg class="lanes" role="img" aria-label="Time line of ${lanes.join(', ')}; the table below has the same entries" width="100%" height="${height}">${gridLines(axis, height)}${drawn}</svg>
${axisPicture(axis)}</figure>
`
}

interface Lane {
  readonly entries: readonly TimeLineEntry[]
  readonly top: number
  /** When the time line begins. */
  readonly since: number
  readonly axis: Axis
}

function lane(source: string, {entries, top, since, axis}: Lane): Markup {
  const y = top + middle
  const signs = entries.map(entry => {
    const [from, to] = [entry.time, entry.lastTime].map(time => percent(Date.parse(time) - since, axis))
    const ends = from === to ? [from] : [from, to]
    return markup`<g class="entry ${entry.level}"><title>${entry.text}</title><line x1="${from ?? ''}" x2="${to ?? ''}" y1="${y}" y2="${y}"/>${ends.map(x => sign(entry.level, x ?? '', y))}</g>`
  })
  return markup`<text x="0" y="${top + 14}">${source}</text><line class="lane" x1="0" x2="100%" y1="${y}" y2="${y}"/>${signs}`
}

function sign(level: TimeLineEntry['level'], x: string, y: number): Markup {
  if (level === 'normal') return markup`<circle cx="${x}" cy="${y}" r="4.5"/>`
  return markup`<svg class="sign" x="${x}" y="${y}" width="1" height="1"><path d="M0 -6.5L6.5 0L0 6.5L-6.5 0Z"/></svg>`
}
