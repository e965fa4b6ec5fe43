import type {PodStory, TimeLineEntry} from '../../lib/connector/pod-history/pod-story.ts'
import {markup, nothing, type Markup} from './markup.ts'
import {records} from './records.ts'
import {remedyBlocks} from './remedy.ts'
import {timeLinePicture} from './time-line.ts'
import {badge} from './verdict.ts'

/** What happened to one pod, and why it does not run. */
export function podSection(story: PodStory): Markup {
  const {namespace, name, nodeName, status, verdict, cause, timeLine, notRead} = story
  return markup`<section class="card">
<h3>Pod <bdi>${namespace}/${name}</bdi></h3>
<p class="where">${nodeName === null ? 'on no node' : markup`on <bdi>${nodeName}</bdi>`} · <bdi>${status}</bdi></p>
${
  cause === null
    ? nothing
    : markup`<p class="told">${badge(verdict)} <bdi>${cause.message}</bdi>${cause.check === null ? nothing : markup` <code>${cause.check}</code>`}</p>\n${remedyBlocks(cause)}`
}${timeLinePicture(story)}${timeLine.length === 0 ? nothing : records(`What happened to ${namespace}/${name}`, columns(story), timeLine)}${
    notRead.length === 0 ? nothing : markup`<p>Not read:</p>\n<ul>${notRead.map(reason => markup`<li><bdi>${reason}</bdi></li>`)}</ul>\n`
  }</section>
`
}

/** The date is in the rows only if there are several. */
function columns({timeLine}: PodStory) {
  const days = new Set(timeLine.flatMap(({time, lastTime}) => [dayOf(time), dayOf(lastTime)]))
  const clock = (time: string): string => (days.size === 1 ? '' : `${dayOf(time)} `) + time.slice(11, 19)
  return [
    {title: 'Time (UTC)', isShort: true, cell: ({time}: TimeLineEntry) => clock(time)},
    {title: 'Source', isShort: true, cell: ({source}: TimeLineEntry) => source},
    {
      title: 'What',
      cell: ({level, text, count, lastTime}: TimeLineEntry) => {
        const times = count === 1 ? '' : ` (${count} times, last at ${clock(lastTime)})`
        return level === 'warning' ? markup`${badge('warning')} ${text}${times}` : `${text}${times}`
      },
    },
  ]
}

/** Of ISO 8601. */
function dayOf(time: string): string {
  return time.slice(0, 10)
}
