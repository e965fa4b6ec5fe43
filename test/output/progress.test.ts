import {afterEach, beforeEach, describe, expect, it, jest} from '@jest/globals'
import {openConsole} from '../../src/lib/output/console.ts'
import type {Now} from '../../src/lib/talk.ts'
import {resizedScreenOf, screenOf, type Written} from '../findings/screen.ts'

beforeEach(() => void jest.useFakeTimers())
afterEach(() => void jest.useRealTimers())

function open({redraws = true, columns = 80, rows = 24} = {}) {
  const parts: Written[] = []
  const window = {
    isTerminal: redraws,
    redraws,
    colour: false,
    columns,
    rows,
    say: (text: string) => void parts.push({text, columns: window.columns}),
  }
  const written = () => parts.map(({text}) => text).join('')
  return {
    console: openConsole(window),
    window,
    written,
    screen: () => screenOf(written(), window.columns),
    resized: () => resizedScreenOf(parts),
  }
}

/** Work that lasts until the test ends it. */
function work() {
  const {promise, resolve, reject} = Promise.withResolvers<void>()
  let say: Now = () => {}
  const act = (now: Now) => {
    say = now
    return promise
  }
  return {act, done: resolve, fail: () => reject(new Error('no')), now: (text: string, brief?: string) => say(text, brief)}
}

const settled = () => jest.advanceTimersByTimeAsync(0)

describe('activities on a terminal', () => {
  it('have a line each, side by side, with their time', async () => {
    const {console, screen} = open()
    const [linux, windows] = [work(), work()]
    void console.during('wait', '', linux.act)
    void console.during('wait', '', windows.act)
    linux.now('Waiting for vk-linux: The pod is Pending.', 'vk-linux: waiting for its pod')
    await jest.advanceTimersByTimeAsync(3000)
    windows.now('Waiting for vk-windows: No node.', 'vk-windows: no node takes its pod')
    await jest.advanceTimersByTimeAsync(12_000)
    expect(screen()).toEqual(['| vk-linux: waiting for its pod (15 s)', '| vk-windows: no node takes its pod (12 s)'])
    linux.done()
    await settled()
    expect(screen()).toEqual(['| vk-windows: no node takes its pod (12 s)'])
    windows.done()
    await settled()
    expect(screen()).toEqual([])
  })

  it('keep their places when one begins where another has ended', async () => {
    const {console, screen} = open()
    const [linux, windows, next] = [work(), work(), work()]
    void console.during('step', 'Deploy linux', linux.act)
    void console.during('step', 'Deploy windows', windows.act)
    linux.done()
    await settled()
    void console.during('wait', 'linux: waiting', next.act)
    expect(screen()).toEqual(['Deploy linux', '| linux: waiting', '| Deploy windows'])
  })

  it('leave a line of each step, with its time and whether it was done', async () => {
    const {console, screen} = open()
    const [quick, slow, bad, waiting] = [work(), work(), work(), work()]
    void console.during('step', 'Quick', quick.act)
    quick.done()
    void console.during('step', 'Slow', slow.act)
    void console.during('wait', 'Waiting', waiting.act)
    const failing = console.during('step', 'Bad', bad.act).catch(() => {})
    await jest.advanceTimersByTimeAsync(65_000)
    slow.done()
    bad.fail()
    waiting.done()
    await failing
    expect(screen()).toEqual(['Quick', 'Slow (1 min 5 s)', 'Bad (not done after 1 min 5 s)'])
  })

  it('go below what is said meanwhile', async () => {
    const {console, screen} = open()
    const one = work()
    void console.during('step', 'Deploying', one.act)
    console.warning('careful')
    console.step('web is ready.')
    expect(screen()).toEqual(['WARNING: careful', 'web is ready.', '| Deploying'])
    one.done()
    await settled()
    expect(screen()).toEqual(['WARNING: careful', 'web is ready.', 'Deploying'])
  })

  it('are not drawn while a question is asked', async () => {
    const {console, window, screen} = open()
    const one = work()
    void console.during('read', 'Checking', one.act)
    await jest.advanceTimersByTimeAsync(1000)
    console.quiet()
    window.say('Go on? (y/n): ')
    await jest.advanceTimersByTimeAsync(10_000)
    window.say('y\n')
    console.warning('careful')
    expect(screen()).toEqual(['Go on? (y/n): y', 'WARNING: careful', expect.stringContaining('Checking (11 s)')])
  })

  it.each([20, 40, 80])('take one row each in %i columns, and leave room for the ^C of the terminal', async columns => {
    const {console, written, screen} = open({columns})
    const one = work()
    void console.during('wait', `vk-linux: ${'資源'.repeat(60)}`, one.act)
    await jest.advanceTimersByTimeAsync(12_000)
    expect(screen()).toHaveLength(1)
    expect(screen()[0]).toMatch(/\.\.\. \(12 s\)$/)
    expect(screenOf(`${written()}^C`, columns)).toHaveLength(1)
  })

  it('leave nothing behind when the window becomes narrower', async () => {
    const {console, window, resized} = open({columns: 80})
    const [one, two] = [work(), work()]
    console.step('before')
    void console.during('wait', `a${'b'.repeat(70)}`, one.act)
    void console.during('wait', `c${'d'.repeat(70)}`, two.act)
    await jest.advanceTimersByTimeAsync(500)
    window.columns = 40
    await jest.advanceTimersByTimeAsync(500)
    expect(resized()).toHaveLength(3)
    one.done()
    two.done()
    await settled()
    expect(resized()).toEqual(['before'])
  })

  it('do not flicker if they only read and end at once', async () => {
    const {console, written} = open()
    await console.during('read', 'Reading', async () => {})
    expect(written()).toBe('')
  })

  it('are not shown with --only-show-errors', async () => {
    const {console, written} = open()
    console.configure({verbosity: 'error'})
    const one = work()
    void console.during('step', 'Deploying', one.act)
    await jest.advanceTimersByTimeAsync(1000)
    one.done()
    console.step('ready')
    console.closing(elapsed => `1 connector ready in ${elapsed}`)
    await settled()
    expect(written()).toBe('')
  })
})

describe('activities where nothing is drawn again', () => {
  it('are a line when they begin, each text once, and a line every 30 seconds while nothing changes', async () => {
    const {console, written} = open({redraws: false})
    const [step, wait] = [work(), work()]
    void console.during('step', 'Deploying', step.act)
    step.done()
    void console.during('wait', '', wait.act)
    for (const text of ['Pending', 'Pending', 'Pulling', 'Pending']) wait.now(text, 'in short')
    await jest.advanceTimersByTimeAsync(70_000)
    wait.done()
    await settled()
    expect(written()).toBe('Deploying\nPending\nPulling\nPending (30 s)\nPending (1 min)\n')
  })

  it('say a wait again after nothing was missing in between', () => {
    const {console, written} = open({redraws: false})
    const wait = work()
    void console.during('wait', '', wait.act)
    for (const text of ['Pending', '', 'Pending']) wait.now(text)
    expect(written()).toBe('Pending\nPending\n')
  })

  it('say what is read only if it takes long', async () => {
    const {console, written} = open({redraws: false})
    await console.during('read', 'Reading quickly', async () => {})
    const slow = work()
    void console.during('read', 'Reading slowly', slow.act)
    await jest.advanceTimersByTimeAsync(40_000)
    slow.done()
    expect(written()).toBe('Reading slowly\nReading slowly (35 s)\n')
  })
})
