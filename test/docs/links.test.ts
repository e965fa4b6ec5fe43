import {existsSync} from 'node:fs'
import {readdir, readFile} from 'node:fs/promises'
import {basename, dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, it} from '@jest/globals'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = async (page: string) => withoutCode((await readFile(join(root, page), 'utf8')).replaceAll('\r\n', '\n'))

const docs = (await readdir(join(root, 'docs'), {recursive: true})).filter(file => file.endsWith('.md'))
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', ...docs.map(file => join('docs', file))]

describe('the documentation', () => {
  it('links to files that exist, and to headings where it names one', async () => {
    const dead = await Promise.all(pages.map(async page => (await deadLinks(page)).map(link => `${page}: ${link}`)))
    expect(pages.length).toBeGreaterThan(30)
    expect(dead.flat()).toEqual([])
  })

  it('names files and folders that exist', async () => {
    const named = await Promise.all(pages.map(async page => pathsNamed(await read(page)).map(path => ({page, path}))))
    expect(named.flat().length).toBeGreaterThan(30)
    expect(named.flat().filter(({path}) => !existsSync(join(root, path)))).toEqual([])
  })
})

describe('decisions', () => {
  const decisions = docs.filter(file => /^decisions.\d{4}-/.test(file)).map(file => join('docs', file))

  it('have a date and a status, and stand in the index', async () => {
    const index = await read(join('docs', 'decisions', 'README.md'))
    const texts = await Promise.all(decisions.map(async page => ({page, text: await read(page)})))
    const unfinished = texts.filter(
      ({page, text}) => !/^- Date: \d{4}-\d\d-\d\d\n- Status: (accepted|replaced by)/m.test(text) || !index.includes(`(${basename(page)})`),
    )
    expect(decisions.length).toBeGreaterThan(30)
    expect(unfinished.map(({page}) => page)).toEqual([])
  })
})

/** Paths in backticks that begin with a folder of the repository, without placeholders. */
function pathsNamed(markdown: string): string[] {
  const folders = 'bench|bin|charts|demo|docs|sandbox|schemas|scripts|src|templates|test'
  return [...markdown.matchAll(new RegExp(`\`((?:${folders})/[^\`<>*… ]*)\``, 'g'))].map(([, path = '']) => path)
}

async function deadLinks(page: string): Promise<string[]> {
  const links = relativeLinks(await read(page))
  const alive = await Promise.all(
    links.map(async link => {
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? page : join(dirname(page), decodeURI(path))
      if (!existsSync(join(root, target))) return false
      return anchor === undefined || anchors(await read(target)).has(anchor)
    }),
  )
  return links.filter((_, index) => alive[index] === false)
}

function relativeLinks(markdown: string): string[] {
  const targets = [...markdown.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  return targets.filter(target => !/^[a-z]+:/.test(target))
}

/** The anchors that GitHub gives to headings. */
function anchors(markdown: string): Set<string> {
  const headings = [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading)
  return new Set(
    headings.map(heading =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\-_ ]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
}

/** Code blocks may hold brackets and lines that begin with a hash. */
function withoutCode(markdown: string): string {
  return markdown.replaceAll(/^```[^]*?^```$/gm, '')
}
