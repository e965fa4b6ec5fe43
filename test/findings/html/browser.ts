import {spawn, spawnSync} from 'node:child_process'
import {once} from 'node:events'
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {pathToFileURL} from 'node:url'
import {connect, type Session} from './dev-tools.ts'

/** The Chromium of this machine; undefined if there is none. Debian's package is called chromium. */
export const chromium = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].find(
  name => spawnSync(name, ['--version'], {stdio: 'ignore'}).status === 0,
)

/** How a page is looked at. */
export interface Look {
  /** In CSS pixels. */
  readonly width: number
  readonly scheme: 'light' | 'dark'
}

export interface OpenPage {
  /** What the page asked for besides itself. */
  readonly requests: readonly string[]
  /** Script errors, refused styles and everything else that the browser complains about. */
  readonly complaints: readonly string[]
  /** The value of an expression in the page, as JSON has it. */
  evaluate<T>(expression: string): Promise<T>
  /** A picture of the whole page, as PNG. */
  picture(): Promise<Buffer>
}

export interface Browser {
  open(file: string, look: Look): Promise<OpenPage>
  close(): Promise<void>
}

/** Starts Chromium without a window and speaks the DevTools protocol with it (https://chromedevtools.github.io/devtools-protocol/). */
export async function startBrowser(program: string): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'vkctl-chromium-'))
  const args = ['--headless=new', '--no-sandbox', '--disable-gpu', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank']
  const child = spawn(program, args, {stdio: ['ignore', 'ignore', 'pipe']})
  const tools = await connect(await addressIn(child.stderr))
  const {targetInfos} = await tools.send<{targetInfos: readonly {type: string; targetId: string}[]}>('Target.getTargets')
  const targetId = targetInfos.find(({type}) => type === 'page')?.targetId
  const {sessionId} = await tools.send<{sessionId: string}>('Target.attachToTarget', {targetId, flatten: true})
  const session = tools.session(sessionId)
  for (const domain of ['Page', 'Network', 'Log', 'Runtime']) await session.send(`${domain}.enable`)
  return {
    open: (file, look) => openPage(session, pathToFileURL(file).href, look),
    async close() {
      const ended = once(child, 'exit')
      // It may end before it answers.
      void tools.send('Browser.close')
      await ended
      await rm(profile, {recursive: true, force: true, maxRetries: 5})
    },
  }
}

async function addressIn(stderr: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(stderr)) {
    const address = /^DevTools listening on (\S+)$/.exec(line)?.[1]
    if (address !== undefined) return address
  }
  throw new Error('Chromium ended before it listened.')
}

async function openPage(session: Session, url: string, {width, scheme}: Look): Promise<OpenPage> {
  const requests: string[] = []
  const complaints: string[] = []
  const stop = session.listen(({method, params}) => {
    const {request, entry, exceptionDetails, type, args} = params as Happening
    if (method === 'Network.requestWillBeSent' && request !== undefined && request.url !== url) requests.push(request.url)
    if (method === 'Log.entryAdded') complaints.push(entry?.text ?? '')
    if (method === 'Runtime.exceptionThrown') complaints.push(exceptionDetails?.text ?? '')
    if (method === 'Runtime.consoleAPICalled') complaints.push(`console.${type}: ${JSON.stringify(args)}`)
  })
  await session.send('Log.clear')
  await session.send('Emulation.setDeviceMetricsOverride', {width, height: 800, deviceScaleFactor: 1, mobile: width < 600})
  await session.send('Emulation.setEmulatedMedia', {features: [{name: 'prefers-color-scheme', value: scheme}]})
  const loaded = session.next('Page.loadEventFired')
  await session.send('Page.navigate', {url})
  await loaded
  const evaluate = async <T>(expression: string): Promise<T> => {
    const {result} = await session.send<{result: {value: T}}>('Runtime.evaluate', {expression, returnByValue: true})
    return result.value
  }
  // Two frames later, everything that the page wants has been asked for.
  await session.send('Runtime.evaluate', {
    expression: 'new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))',
    awaitPromise: true,
  })
  stop()
  return {
    requests,
    complaints,
    evaluate,
    async picture() {
      const {data} = await session.send<{data: string}>('Page.captureScreenshot', {captureBeyondViewport: true})
      return Buffer.from(data, 'base64')
    },
  }
}

/** What is used of the events of the protocol. */
interface Happening {
  readonly request?: {readonly url: string}
  readonly entry?: {readonly text: string}
  readonly exceptionDetails?: {readonly text: string}
  readonly type?: string
  readonly args?: unknown
}
