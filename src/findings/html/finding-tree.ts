import type {Finding} from '../../lib/checks/engine/finding.ts'
import type {Cause} from '../cause-tree.ts'
import {markup, nothing, type Markup} from './markup.ts'
import {remedyBlocks} from './remedy.ts'
import {badge} from './verdict.ts'

/** The first level of headings in the tree, and the last that HTML has. */
const [firstHeading, lastHeading] = [3, 6]

/** Findings that need attention: what follows from a finding stands below it. */
export function findingTree(trees: readonly Cause[]): Markup {
  return markup`<ol class="findings">
${trees.map((cause, index) => item(cause, firstHeading, anchorOf(index)))}</ol>
`
}

/** The name of a part of the page, for links to a finding that follows from nothing. */
export function anchorOf(index: number): string {
  return `finding-${index + 1}`
}

function item({finding, consequences}: Cause, level: number, anchor: string): Markup {
  const {verdict, message, target, id, location} = finding
  const [first = '', ...more] = message.split('\n')
  const heading = Math.min(level, lastHeading)
  return markup`<li class="finding ${verdict}" id="${anchor}">
<h${heading}>${badge(verdict)} ${first}</h${heading}>
${more.length === 0 ? nothing : markup`<p class="excerpt">${more.join('\n')}</p>\n`}<p class="where">${place(location)}<bdi>${target}</bdi> · <code>${id}</code></p>
${level === firstHeading ? remedyBlocks(finding) : remedyLater(finding)}${
    consequences.length === 0
      ? nothing
      : markup`<p class="follows">Because of this:</p>
<ul class="findings">
${consequences.map((one, index) => item(one, level + 1, `${anchor}-${index + 1}`))}</ul>
`
  }</li>
`
}

/** What to do about a consequence is first of all what to do about its cause. */
function remedyLater(finding: Finding): Markup {
  if (finding.remedy === '') return nothing
  return markup`<details>
<summary>If it remains after you fix the cause</summary>
${remedyBlocks(finding)}</details>
`
}

function place(location: Finding['location']): Markup {
  return location === undefined ? nothing : markup`<code>${location.file}:${location.line}</code> · `
}
