import {createHash} from 'node:crypto'

/** Colours by day and by night; paper is always light. */
const light = `--page: #f7f7f5; --card: #fff; --text: #1d2024; --quiet: #555c64; --line: #dcdee1; --code: #f1f2f4;
--problem: #a8201a; --warning: #835400; --unknown: #67399b; --ok: #1b6a3e; --skipped: #555c64; --link: #1f57b8;
--scheduled: #6d4bc0; --created: #2462c4; --running: #0a7468; --log: #99530c; --deleted: #5d6670; --gone: #9a3a63; --on-phase: #fff;`
const dark = `--page: #15171a; --card: #1d2024; --text: #e7e9eb; --quiet: #a8aeb6; --line: #363b41; --code: #282c31;
--problem: #ff9a91; --warning: #f0bb55; --unknown: #cdaeff; --ok: #78d5a1; --skipped: #a8aeb6; --link: #8fb8ff;
--scheduled: #b7a1f5; --created: #84b2ff; --running: #5fcdbd; --log: #eeb170; --deleted: #aab3bd; --gone: #f09dc0; --on-phase: #15171a;`

/** The style sheet of the page. Words that are longer than the screen break, so nothing makes the page wider than the screen. */
export const css = `
:root { ${light} }
@media screen { :root { color-scheme: light dark } }
@media screen and (prefers-color-scheme: dark) { :root { ${dark} } }
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100% }
body { margin: 0 auto; padding: 2rem 1.25rem 3rem; max-width: 62rem; background: var(--page); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: anywhere }
h1, h2, h3, h4, h5, h6, p, ul, ol, pre, figure, dl, dd { margin: 0; padding: 0 }
h1 { font-size: 1.6rem; line-height: 1.3; font-weight: 650; text-wrap: balance }
h2 { margin: 2.75rem 0 .9rem; font-size: 1.15rem; font-weight: 650 }
h3, h4, h5, h6 { font-size: 1rem; font-weight: 600; line-height: 1.45; text-wrap: pretty }
a { color: var(--link); text-underline-offset: .15em }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace }
code { unicode-bidi: isolate } :is(.where, .told) code { display: inline-block; max-width: 100% }
header { padding-top: .9rem; border-top: .3rem solid var(--verdict) }
.brand { margin-bottom: 1.4rem; color: var(--quiet); font-size: .875rem }
.first { margin-top: .75rem; font-size: 1.0625rem }
.problem { --verdict: var(--problem) } .warning { --verdict: var(--warning) } .unknown { --verdict: var(--unknown) }
.ok { --verdict: var(--ok) } .skipped { --verdict: var(--skipped) }
dl { display: flex; flex-wrap: wrap; gap: .6rem 2rem; margin-top: 1.4rem; font-size: .875rem }
dl div { min-width: 0 } dt { color: var(--quiet) } dd { font-variant-numeric: tabular-nums }
.badge { display: inline-block; margin-right: .35em; padding: 0 .5em; border: 1px solid; border-radius: 1em; color: var(--verdict);
  font-size: .78rem; font-weight: 600; line-height: 1.5; max-width: 100% }
strong.problem { color: var(--verdict); font-weight: 600 }
.card, .findings > .finding { overflow: clip; border: 1px solid var(--line); border-radius: .5rem; background: var(--card) }
.card { padding: 1rem 1.15rem } .card + .card, .card > * + * { margin-top: 1rem }
ul, ol { list-style: none }
main .card > ul:not(.bars) { padding-left: 1.2em; list-style: disc }
.finding { padding: .9rem 1.15rem 1rem } .finding + .finding { margin-top: .8rem }
.findings > .finding { border-left: .25rem solid var(--verdict) }
.finding .findings > .finding { padding: .2rem 0 .2rem .9rem; border-width: 0 0 0 2px; border-radius: 0 }
.excerpt { margin-top: .4rem; white-space: pre-wrap }
.where { margin-top: .3rem; color: var(--quiet); font-size: .875rem }
.remedy { margin-top: .6rem } .remedy > * + * { margin-top: .4rem }
pre { padding: .5rem .7rem; border-radius: .35rem; background: var(--code); white-space: pre-wrap; -webkit-user-select: all; user-select: all }
.follows { margin: .9rem 0 .5rem; color: var(--quiet); font-size: .875rem }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; font-variant-numeric: tabular-nums }
th, td { padding: .45rem .8rem .45rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400 }
thead th { color: var(--quiet); font-size: .8125rem; white-space: nowrap } tbody tr:last-child > * { border-bottom: 0 }
tbody th { font-weight: 600 } .records td { min-width: 4.5rem } .words { white-space: nowrap } .short { overflow-wrap: normal } .short th { white-space: nowrap } .short :nth-child(2) { overflow-wrap: anywhere; white-space: normal }
details { margin-top: .8rem } summary { cursor: pointer; font-weight: 600 } .finding details { margin-top: .4rem } .finding summary { color: var(--quiet); font-size: .875rem; font-weight: 400 } details > .card { margin-top: .6rem }
figcaption, .label { font-size: .875rem } figcaption { margin-bottom: .5rem; color: var(--quiet) }
.bars > li + li { margin-top: .55rem }
.label { display: flex; justify-content: space-between; gap: 1rem } .label bdi { min-width: 0 }
.note { flex: none; font-variant-numeric: tabular-nums }
svg { display: block; fill: var(--text); font-size: .75rem; font-family: inherit }
svg.swatch { display: inline-block; border-radius: 2px }
svg.axis { fill: var(--quiet) } .grid { stroke: var(--line) }
.phase rect { stroke: var(--card); stroke-width: 1px } .phase text { fill: var(--on-phase) } svg, .phase rect { print-color-adjust: exact }
.scheduled rect { fill: var(--scheduled) } .created rect { fill: var(--created) } .running rect { fill: var(--running) }
.log rect { fill: var(--log) } .deleted rect { fill: var(--deleted) } .gone rect { fill: var(--gone) }
svg.lanes, svg.sign { overflow: visible } .lane { stroke: var(--line); stroke-width: 2px }
.entry line, .entry circle { stroke: var(--quiet); stroke-width: 2px } .entry circle { fill: var(--card) }
.entry.warning line { stroke: var(--verdict) } .entry path { fill: var(--verdict) }
.told { font-weight: 600 } .told code { font-weight: 400 }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .875rem }
@media screen and (max-width: 40rem) {
  body { padding: 1.1rem .9rem 2rem } h1 { font-size: 1.35rem }
  .card, .finding { padding: .8rem .85rem .9rem } .finding .findings > .finding { padding-left: .7rem }
  .short :is(th, td) { padding-right: .5rem } .short { font-size: .875rem }
  .records, .records :is(tbody, tr) { display: block; width: 100% } .records thead { display: none }
  .records tr { padding: .6rem 0; border-bottom: 1px solid var(--line) } .records tr:last-child { border-bottom: 0 }
  .records :is(tbody th, td) { display: grid; min-width: 0; grid-template-columns: 6.5rem 1fr; gap: .6rem; padding: .1rem 0; border: 0 }
  .records [data-title]:before { content: attr(data-title); color: var(--quiet); font-weight: 400; font-size: .875rem }
}
@media print {
  :root { --page: #fff; font-size: 10pt } body { max-width: none; padding: 0 } h2 { break-after: avoid } .finding, figure, tr { break-inside: avoid }
  .finding:has(.finding) { break-inside: auto } details:not([open]) > summary { list-style: none } details::details-content { content-visibility: visible; display: block }
}
`

/** What the policy of the page calls the style sheet (https://www.w3.org/TR/CSP3/#hash-source). No other style sheet, and no style attribute, counts. */
export function styleHash(): string {
  return `sha256-${createHash('sha256').update(css).digest('base64')}`
}
