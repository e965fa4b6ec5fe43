import type {Finding} from '../../lib/checks/engine/finding.ts'
import type {Validation} from '../../lib/connector/validation/validate.ts'
import {counted} from '../../lib/output/counted.ts'
import {causeTrees, type Cause} from '../cause-tree.ts'
import {gatherUnknown} from '../gather-unknown.ts'
import {isNoteworthy} from '../plain-lines.ts'
import {subjectOf, utc, type About} from './about.ts'
import {anchorOf, findingTree} from './finding-tree.ts'
import {markup, nothing, sourceOf, styleSheet, type Markup} from './markup.ts'
import {podSection} from './pods.ts'
import {records} from './records.ts'
import {smokeSection} from './smoke.ts'
import {css, styleHash} from './style.ts'
import {badge, headline, worst} from './verdict.ts'

/** The result of `validate` as one page that needs nothing else: no script, and no request to anywhere. The same input gives the same page. */
export function htmlPage(validation: Validation, about: About): string {
  const title = `vkctl validate: ${subjectOf(about)}`
  const trees = causeTrees(gatherUnknown(validation.findings.filter(isNoteworthy)))
  // The icon is empty, so that no browser asks a server for one.
  return sourceOf(markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${styleHash()}'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title}</title>
${styleSheet(css)}
</head>
<body>
${top(validation.findings, trees, about)}<main>
${body(validation, trees, about)}</main>
<footer>
<p>Click a command to select all of it. <code>vkctl explain CHECK</code> describes a check, for example <code>vkctl explain ${validation.findings[0]?.id ?? 'node-ready'}</code>.</p>
</footer>
</body>
</html>
`)
}

function top(findings: readonly Finding[], trees: readonly Cause[], about: About): Markup {
  // Findings about manifests have the order of their files.
  const first = trees.findIndex(({finding: {verdict}}) => verdict === worst(findings))
  const [message = ''] = trees[first]?.finding.message.split('\n') ?? []
  const facts = [
    ['Cluster', about.cluster],
    ['Resource group', about.resourceGroup],
    ['Context', about.context],
    ['Manifests', about.files?.join(', ')],
  ] as const
  return markup`<header class="${worst(findings)}">
<p class="brand">vkctl validate</p>
<h1>${headline(findings, about)}</h1>
${first === -1 ? nothing : markup`<p class="first">Look at this first: <a href="#${anchorOf(first)}"><bdi>${message}</bdi></a></p>\n`}<dl>
${facts.map(([name, value]) => (value === undefined ? nothing : markup`<div><dt>${name}</dt><dd><bdi>${value}</bdi></dd></div>\n`))}<div><dt>As of</dt><dd><time datetime="${about.generatedAt.toISOString()}">${utc(about.generatedAt)}</time></dd></div>
<div><dt>Version of vkctl</dt><dd>${about.version}</dd></div>
</dl>
</header>
`
}

function body({findings, connectors, smoke = []}: Validation, trees: readonly Cause[], {podStories = []}: About): Markup {
  return markup`${[
    section('Findings', trees.length === 0 ? [] : [findingTree(trees)]),
    section('Connectors', connectors.length === 0 ? [] : [card(records('Connectors', connectorColumns, connectors))]),
    section('Pods that do not run', podStories.map(podSection)),
    section('Smoke test', smoke.map(smokeSection)),
    section('Other checks', [...folded('ok', findings), ...folded('skipped', findings)]),
  ]}`
}

/** A part of the page; none without content. */
function section(title: string, content: readonly Markup[]): Markup {
  if (content.length === 0) return nothing
  const id = title.toLowerCase().replaceAll(' ', '-')
  return markup`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${content}</section>
`
}

function card(content: Markup): Markup {
  return markup`<div class="card">\n${content}</div>\n`
}

type Connector = Validation['connectors'][number]

const connectorColumns = [
  {title: 'Node', cell: ({name}: Connector) => name},
  {
    title: 'Status',
    isShort: true,
    cell: ({status}: Connector) => badge(status === 'Ready' ? 'ok' : status === 'Unknown' ? 'unknown' : 'problem', status),
  },
  {title: 'OS type', isShort: true, cell: ({osType}: Connector) => osType},
  {title: 'Release', cell: ({release}: Connector) => release},
  {title: 'Roles', cell: ({roles}: Connector) => roles},
  {title: 'Age', cell: ({age}: Connector) => age},
  {title: 'Version', cell: ({version}: Connector) => (version === '' ? '–' : version)},
]

/** What needs nothing is folded. */
function folded(verdict: 'ok' | 'skipped', findings: readonly Finding[]): readonly Markup[] {
  const those = findings.filter(finding => finding.verdict === verdict)
  if (those.length === 0) return []
  return [
    markup`<details>
<summary>${badge(verdict)} ${counted(those.length, 'check')}</summary>
${card(records(verdict === 'ok' ? 'Checks that passed' : 'Checks that were skipped', checkColumns, those))}</details>
`,
  ]
}

const checkColumns = [
  {title: 'Check', cell: ({title}: Finding) => title},
  {title: 'Target', cell: ({target}: Finding) => target},
  {title: 'Message', cell: ({message}: Finding) => message},
  {title: 'ID', cell: ({id}: Finding) => markup`<code>${id}</code>`},
]
