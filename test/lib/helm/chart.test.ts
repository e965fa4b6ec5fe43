import {execFileSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {once} from 'node:events'
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createServer, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {basename, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {UsageError} from '../../../src/lib/errors.ts'
import {openChart, useCharts, type ConnectorChart} from '../../../src/lib/helm/chart.ts'
import {openHelm, type Helm} from '../../../src/lib/helm/helm.ts'
import {runner} from '../../../src/lib/process.ts'
import {tools} from '../../tools.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const run = runner(new AbortController().signal)
let folder: string
let server: Server
let address: string
/** Archives by name, as a web server gives them. */
const archives = new Map<string, Buffer>()

function makeChart(name: string, version: string, apiVersion = 'apiVersion: v1\n'): string {
  const directory = join(folder, `${name}-${version}`, name)
  mkdirSync(join(directory, 'templates'), {recursive: true})
  writeFileSync(join(directory, 'Chart.yaml'), `${apiVersion}name: ${name}\nversion: ${version}\n`)
  return directory
}

function pack(directory: string): string {
  const said = execFileSync(tools['4.2.3'].helm, ['package', directory, '--destination', folder], {encoding: 'utf8'})
  const [path = ''] = /\/.*\.tgz/.exec(said) ?? []
  archives.set(basename(path), readFileSync(path))
  return path
}

const identify = async (helm: Helm, url?: string): Promise<ConnectorChart> => (await openChart(helm, {url}, root)).use(async chart => chart)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chart-test-'))
  server = createServer((request, response) => {
    const archive = archives.get((request.url ?? '').slice(1))
    response.writeHead(archive === undefined ? 404 : 200).end(archive)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => {
  server.close()
  rmSync(folder, {recursive: true, force: true})
})

describe.each(['3.8.1', '4.2.3'] as const)('a chart, by helm %s', version => {
  let helm: Helm
  beforeAll(async () => {
    helm = await openHelm(run, {tool: tools[version].helm, context: 'none'})
  })

  it('is that of vkctl when none is given', async () => {
    expect(await identify(helm)).toEqual({
      name: 'aci-connector',
      version: '0.1.0',
      kind: 'aci-connector',
      source: 'embedded',
      path: join(root, 'charts', 'aci-connector'),
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  it('is opened with others, each once, in their order', async () => {
    const directory = makeChart('virtual-kubelet-azure-aci', '1.6.4')
    const names = await useCharts(helm, [{url: directory}, {url: undefined}, {url: directory}], root, async charts =>
      charts.map(({name}) => name),
    )
    expect(names).toEqual(['virtual-kubelet-azure-aci', 'aci-connector', 'virtual-kubelet-azure-aci'])
  })

  it('may be a folder or an archive', async () => {
    const directory = makeChart('virtual-kubelet-azure-aci', '1.6.4')
    const expected = {
      name: 'virtual-kubelet-azure-aci',
      version: '1.6.4',
      kind: 'upstream',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    }
    expect(await identify(helm, directory)).toEqual({...expected, source: directory, path: directory})
    const archive = pack(directory)
    expect(await identify(helm, archive)).toEqual({...expected, source: archive, path: archive})
  })

  it('is pinned by the digest of its archive', async () => {
    const directory = makeChart('virtual-kubelet-azure-aci', '1.6.1')
    const archive = pack(directory)
    const digest = `sha256:${createHash('sha256').update(readFileSync(archive)).digest('hex')}`
    const other = `sha256:${'0'.repeat(64)}`
    for (const url of [archive, `${address}/${basename(archive)}`]) {
      const open = (wanted: string) => useCharts(helm, [{url, digest: wanted}], root, async ([chart]) => chart?.version)
      expect(await open(digest)).toBe('1.6.1')
      await expect(open(other)).rejects.toMatchObject({
        exitCode: 4,
        message: `The chart from ${url} has the digest ${digest}, not ${other}.`,
      })
    }
    await expect(openChart(helm, {url: directory, digest}, root)).rejects.toBeInstanceOf(UsageError)
  })

  it('shows no password and no signature, neither in its source nor in an error', async () => {
    const secret = `${address.replace('//', '//me:pa55w0rd@')}/gone-1.0.0.tgz?sig=SIGNATURE`
    const refused = await identify(helm, secret).catch((error: unknown) => error)
    expect(JSON.stringify([refused, String(refused)])).not.toMatch(/pa55w0rd|SIGNATURE/)
    const url = `${address.replace('//', '//me:pa55w0rd@')}/${basename(pack(makeChart('virtual-kubelet-azure-aci', '1.5.2')))}`
    expect((await identify(helm, url)).source).toBe(url.replace('me:pa55w0rd', '***'))
  })

  it('is downloaded once, used from there, and gone afterwards', async () => {
    const url = `${address}/${basename(pack(makeChart('virtual-kubelet-azure-aci', '1.5.1')))}`
    const opened = await openChart(helm, {url}, root)
    let path = ''
    await opened.use(async chart => {
      path = chart.path
      expect(chart).toMatchObject({version: '1.5.1', kind: 'upstream', source: url})
      expect(existsSync(path)).toBe(true)
    })
    expect(existsSync(path)).toBe(false)
  })

  it('is refused before the work begins when vkctl cannot install it', async () => {
    const legacy = pack(makeChart('virtual-kubelet-aci-for-aks', '1.4.0'))
    const opened = await openChart(helm, {url: `${address}/${basename(legacy)}`}, root)
    const used = opened.use(async () => expect('used').toBe('refused'))
    await expect(used).rejects.toBeInstanceOf(UsageError)
    await expect(used).rejects.toThrow('The chart virtual-kubelet-aci-for-aks 1.4.0 cannot be used: it is the predecessor of')
    await expect(identify(helm, legacy)).rejects.toThrow('The chart virtual-kubelet-aci-for-aks 1.4.0 cannot be used')
  })

  it('of 2018 has no apiVersion, and is still named in the refusal', async () => {
    const directory = makeChart('virtual-kubelet-for-aks', '0.1.10', '')
    await expect(identify(helm, directory)).rejects.toThrow('The chart virtual-kubelet-for-aks 0.1.10 cannot be used: it dates from 2018')
  })

  it.each(['./nowhere', '/nowhere/chart-1.0.0.tgz', 'chart.tgz', 'chart'])('that is not at %s is a wrong argument', async path => {
    await expect(identify(helm, path)).rejects.toMatchObject({exitCode: 2, message: `--chart-url names ${path}, which does not exist.`})
  })

  it('that the server does not have is a failure', async () => {
    await expect(identify(helm, `${address}/gone-1.0.0.tgz`)).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/Helm could not download the chart http.*(404|failed to (fetch|download))/s),
    })
  })

  it('of a repository that helm does not know is a failure', async () => {
    await expect(identify(helm, 'nowhere/chart')).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining('Helm could not download the chart nowhere/chart'),
    })
  })
})
