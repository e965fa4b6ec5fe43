import {describe, expect, it} from '@jest/globals'
import type {About} from '../../../src/findings/html/about.ts'
import {htmlPage} from '../../../src/findings/html/page.ts'
import type {Finding} from '../../../src/lib/checks/engine/finding.ts'
import {finding} from '../finding.ts'
import {podStories, validation, withTexts} from './validation.ts'

// What can be seen in the source. Whether it looks right is seen in browser.test.ts.

const about: About = {version: '1.2.3', generatedAt: new Date('2026-11-29T20:14:05.678Z'), cluster: 'c', resourceGroup: 'g', podStories}
const page = (findings: readonly Finding[], more: Partial<About> = {}) =>
  htmlPage({ok: false, findings, connectors: []}, {...about, ...more})
const headline = (findings: readonly Finding[], more: Partial<About> = {}) => /<h1>(.*)<\/h1>/.exec(page(findings, more))?.[1]

describe('the verdict', () => {
  const [bad, warning, unknown, ok] = (['problem', 'warning', 'unknown', 'ok'] as const).map(verdict => finding({verdict})) as [
    Finding,
    Finding,
    Finding,
    Finding,
  ]

  it.each([
    [[bad], 'vkctl found 1 problem in the cluster c.'],
    [[bad, bad, warning, ok], 'vkctl found 2 problems and 1 warning in the cluster c.'],
    [[bad, unknown], 'vkctl found 1 problem in the cluster c; 1 check could not run.'],
    [[warning, warning, ok], 'vkctl found no problem in the cluster c, but 2 warnings.'],
    [[unknown, unknown, ok], '2 checks of the cluster c could not run; the others found no problem.'],
    [[ok, ok], 'All 2 checks of the cluster c passed.'],
    [[ok], 'The only check of the cluster c passed.'],
    [[], 'No check ran for the cluster c.'],
  ])('is one sentence', (findings, sentence) => {
    expect(headline(findings)).toBe(sentence)
  })

  it.each([
    [{context: 'here'}, 'the cluster of the context here'],
    [{}, 'the cluster'],
    [{files: ['app.yaml']}, 'app.yaml'],
    [{files: ['-']}, 'the manifest from stdin'],
    [{files: ['a.yaml', 'b.yaml']}, '2 manifests'],
  ])('names what was checked: %j', (more, subject) => {
    expect(headline([ok], {cluster: undefined, ...more})).toBe(`The only check of ${subject} passed.`)
  })

  it('says what to look at first', () => {
    expect(htmlPage(validation, about)).toContain('<a href="#finding-1"><bdi>The identity may not create container groups.</bdi></a>')
    const problem = finding({message: 'Worse.'})
    expect(page([warning, problem])).toContain('<a href="#finding-2"><bdi>Worse.</bdi></a>')
    expect(page([ok])).not.toContain('Look at this first')
  })
})

describe('findings', () => {
  it('stand below what they follow from, with their remedy folded', () => {
    const text = htmlPage(validation, about)
    expect([...text.matchAll(/<li class="finding (\w+)" id="finding-([\d-]+)">\n<(h\d)>/g)].map(([, ...parts]) => parts)).toEqual([
      ['problem', '1', 'h3'],
      ['problem', '1-1', 'h4'],
      ['warning', '1-1-1', 'h5'],
      ['problem', '1-2', 'h4'],
      ['unknown', '2', 'h3'],
      ['warning', '3', 'h3'],
    ])
    expect(text.match(/If it remains after you fix the cause/g)).toHaveLength(2)
  })

  it('whose cause is not there stand alone', () => {
    const because = {id: 'gone', target: 'x'}
    expect(page([finding({because}), finding({id: 'x', because: {id: 'x', target: 'vk-linux'}})])).not.toContain('Because of this')
  })

  it('have commands, and parts of manifests, in blocks of their own', () => {
    const blocks = [...htmlPage(validation, about).matchAll(/<pre>([^]*?)<\/pre>/g)].map(([, block]) => block)
    expect(blocks.slice(0, 2)).toEqual(['az role assignment create --role Contributor', 'kubectl rollout restart deployment web'])
    expect(blocks).toContain('nodeSelector:&#10;  type: virtual-kubelet&#10;tolerations:&#10;- key: a')
  })

  it('that are ok or skipped are folded', () => {
    expect(
      htmlPage(validation, about)
        .split('<h2 id="other-checks">')[1]
        ?.match(/<details>/g),
    ).toHaveLength(2)
  })
})

describe('the time line of a pod', () => {
  const text = htmlPage(validation, about)

  it('has a lane for each source, a diamond for a warning and a line between the first and the last time', () => {
    const lanes = /<svg class="lanes"[^>]*>([^]*?)<\/svg>\n/.exec(text)?.[1] ?? ''
    expect([...lanes.matchAll(/<text[^>]*>(\w+)<\/text>/g)].map(([, name]) => name)).toEqual(['azure', 'kubernetes', 'container'])
    expect([...lanes.matchAll(/<(circle|path)/g)].map(([, name]) => name)).toEqual(['path', 'path', 'circle', 'path'])
    // One and five of 100 seconds.
    expect(lanes).toContain('<line x1="1.00%" x2="5.00%"')
  })

  it('has its entries as text, with the date once', () => {
    expect(text).toContain('From <time datetime="2026-11-29T00:58:36.000Z">2026-11-29 00:58:36 UTC</time>')
    expect(text).toMatch(/<bdi class="words">00:58:37<\/bdi>.*azure.*refused it \(4 times, last at 00:58:41\)/)
  })

  it('is left out if nothing is known', () => {
    expect(text.match(/class="lanes"/g)).toHaveLength(1)
  })
})

describe('the page', () => {
  it('is the same for the same result', () => {
    expect(htmlPage(validation, about)).toBe(htmlPage(structuredClone(validation), about))
  })

  it('says when it was made, by which version, and of what', () => {
    const text = htmlPage(validation, about)
    expect(text).toContain('<time datetime="2026-11-29T20:14:05.678Z">2026-11-29 20:14:05 UTC</time>')
    expect(text).toContain('<dd>1.2.3</dd>')
    expect(text).toContain('<dt>Resource group</dt><dd><bdi>g</bdi></dd>')
  })

  it('has no address of anybody, no script and no style attribute', () => {
    const text = htmlPage(validation, about)
    expect(text).not.toMatch(/https?:|\/\/\w|<script| style=| on\w+=|@import|url\(/)
    expect(text).toMatch(/content="default-src 'none'; style-src 'sha256-[\w+/]{43}='; img-src data:; base-uri 'none'; form-action 'none'"/)
  })

  it('escapes all that is filled in, and shows no invisible characters', () => {
    const nasty = '</title></style><script>alert(1)</script>"\' onload=\'alert(1)" &amp; \u202E\u0000\u0007\u001B[31m\uD800'
    const text = htmlPage(withTexts(validation, nasty), {
      ...about,
      podStories: withTexts(podStories, nasty),
      cluster: nasty,
      resourceGroup: nasty,
      version: nasty,
    })
    expect(text).not.toContain('<script')
    expect(text).not.toMatch(/"' on/)
    // oxlint-disable-next-line no-control-regex -- the pattern is about them
    expect(text).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E]/)
    expect(text.isWellFormed()).toBe(true)
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&apos; onload=&apos;alert(1)&quot; &amp;amp; ')
  })

  it('escapes JSON that looks like markup', () => {
    const forged = {markup: '<script>', toString: () => '<script>'} as unknown as string
    expect(() => page([finding({title: forged, verdict: 'ok'})])).toThrow('not a function')
  })
})
