import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it, jest} from '@jest/globals'
import type {About} from '../../../src/findings/html/about.ts'
import {htmlPage} from '../../../src/findings/html/page.ts'
import {printable} from '../../../src/lib/output/printable.ts'
import {chromium, startBrowser, type Browser} from './browser.ts'
import {openAll, overflowing, pale, texts, vocabulary} from './in-page.ts'
import {podStories, validation, withTexts} from './validation.ts'

// On a busy machine, a browser takes a while.
jest.setTimeout(120_000)

// Without a browser, nobody can see whether the page is right; the tests are then skipped, and CI says so.
const inBrowser = chromium === undefined ? describe.skip : describe

const about: About = {version: '1.2.3', generatedAt: new Date('2026-11-29T20:14:05Z'), cluster: 'c', resourceGroup: 'g', podStories}
const looks = [320, 360, 400, 1200].flatMap(width => (['light', 'dark'] as const).map(scheme => ({width, scheme})))

inBrowser(`the page in a browser${chromium === undefined ? ' (needs chromium on PATH)' : ''}`, () => {
  let folder: string
  let browser: Browser

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vkctl-test-'))
    browser = await startBrowser(chromium ?? '')
  })
  afterAll(async () => {
    await browser.close()
    await rm(folder, {recursive: true})
  })

  const file = async (text: string): Promise<string> => {
    const path = join(folder, 'page.html')
    await writeFile(path, text)
    return path
  }

  it('asks for nothing, has no error, fits the screen and has enough contrast', async () => {
    const path = await file(htmlPage(validation, about))
    for (const look of looks) {
      const page = await browser.open(path, look)
      await page.evaluate(openAll)
      expect({
        ...look,
        requests: page.requests,
        complaints: page.complaints,
        overflowing: await page.evaluate(overflowing),
        pale: await page.evaluate(pale),
      }).toEqual({...look, requests: [], complaints: [], overflowing: [], pale: []})
    }
  })

  it('shows hostile texts as text, however long, and fits the screen', async () => {
    const nasty = `</script></style></title><script>document.title='hit'</script><img src=http://127.0.0.1:9/x onerror=alert(1)>"' onclick='alert(1)" --> ]]> &lt; \u202Eevil\u202C \u0000\u001B[31m\u2067${'w'.repeat(500)}`
    const plain = await browser.open(await file(htmlPage(validation, about)), {width: 360, scheme: 'light'})
    await plain.evaluate(openAll)
    const usual = new Set(await plain.evaluate<readonly string[]>(vocabulary))
    const path = await file(
      htmlPage(withTexts(validation, nasty), {
        ...about,
        podStories: withTexts(podStories, nasty),
        cluster: nasty,
        resourceGroup: nasty,
        context: nasty,
        files: [nasty],
      }),
    )
    for (const look of looks.filter(({width}) => width === 320 || width === 1200)) {
      const page = await browser.open(path, look)
      await page.evaluate(openAll)
      expect({...look, requests: page.requests, complaints: page.complaints, overflowing: await page.evaluate(overflowing)}).toEqual({
        ...look,
        requests: [],
        complaints: [],
        overflowing: [],
      })
      expect((await page.evaluate<readonly string[]>(vocabulary)).filter(name => !usual.has(name))).toEqual([])
      expect((await page.evaluate<string>(texts)).split(printable(nasty)).length).toBeGreaterThan(40)
    }
  })

  it('lets no script, style or picture in, even if one got into it', async () => {
    const smuggled = `<script>document.title = 'hit'</script><img src="http://127.0.0.1:9/x"><p style="color: red" onclick="1">x</p></main>`
    const page = await browser.open(await file(htmlPage(validation, about).replace('</main>', smuggled)), {width: 360, scheme: 'light'})
    expect(await page.evaluate('document.title')).toBe('vkctl validate: the cluster c')
    expect(
      page.complaints
        .map(text => /^(?:Executing|Applying|Loading the) (image|[a-z ]+) (?:violates|')/.exec(text)?.[1] ?? '')
        .toSorted((one, other) => one.localeCompare(other)),
    ).toEqual(['image', 'inline event handler', 'inline script', 'inline style'])
  })

  it('fails these tests if it asks for something or has an error', async () => {
    const path = await file('<link rel="icon" href="data:,"><img src="http://127.0.0.1:9/x"><script>undefined.x</script>')
    const page = await browser.open(path, {width: 360, scheme: 'light'})
    expect(page.requests).toContain('http://127.0.0.1:9/x')
    expect(page.complaints.length).toBeGreaterThan(0)
  })
})
