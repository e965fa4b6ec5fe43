import {setImmediate} from 'node:timers/promises'
import {describe, expect, it} from '@jest/globals'
import {changeLog} from '../../src/findings/change-log.ts'
import {concluded} from '../../src/findings/fail-on.ts'
import {liveReport, sayingOnce} from '../../src/findings/terminal/live-report.ts'
import {outlasting} from '../../src/findings/outlast.ts'
import {watch} from '../../src/findings/watch.ts'
import type {Finding} from '../../src/lib/checks/engine/finding.ts'
import type {Validation} from '../../src/lib/connector/validation/validate.ts'
import {InterruptedError, NotAllowedError, NotFoundError, UserError} from '../../src/lib/errors.ts'
import {ClusterUnreachable} from '../../src/lib/kubernetes/cluster-errors.ts'
import {openConsole} from '../../src/lib/output/console.ts'
import {finding} from './finding.ts'
import {resizedScreenOf, screenOf, type Written} from './screen.ts'

const row = {
  connectorName: 'vk',
  osType: 'Linux',
  release: 'vk-linux',
  name: 'n',
  status: 'Ready',
  roles: 'agent',
  age: '1m',
  version: 'v1',
} as const

const validation = (...findings: readonly Finding[]): Validation => concluded({ok: true, findings, connectors: [row]}, 'problem')

/** Rounds that end one way each, the last one for ever, on a clock that only sleeping moves. */
function rounds(...results: readonly (Validation | Error)[]) {
  let clock = Date.parse('2026-11-23T12:00:00Z')
  let round = 0
  const slept: number[] = []
  return {
    slept,
    count: () => round,
    now: () => new Date(clock),
    async sleep(ms: number) {
      slept.push(ms)
      clock += ms
    },
    async check() {
      const result = results[Math.min(round++, results.length - 1)]
      if (result === undefined || result instanceof Error) throw result ?? new Error('no rounds')
      return result
    },
  }
}

function console(isTerminal: boolean, verbosity: 'error' | 'warning' = 'warning') {
  let text = ''
  const opened = openConsole({
    isTerminal,
    redraws: isTerminal,
    columns: 40,
    colour: false,
    say(more) {
      text += more
    },
  })
  opened.configure({verbosity})
  return {console: opened, written: () => text}
}

describe('a watch', () => {
  it('checks every two seconds until all is well', async () => {
    const world = rounds(validation(finding()), validation(finding()), validation(finding({verdict: 'ok'})))
    const shown: [boolean, number][] = []
    const result = await watch({...world, timeoutMs: 10_000, show: ({ok}, leftMs) => void shown.push([ok, leftMs])})
    expect(result.ok).toBe(true)
    expect(world.slept).toEqual([2000, 2000])
    expect(shown).toEqual([
      [false, 10_000],
      [false, 8000],
      [true, 0],
    ])
  })

  it('ends when time runs out, after a last round', async () => {
    const world = rounds(validation(finding()))
    const result = await watch({...world, timeoutMs: 3000, show() {}})
    expect({ok: result.ok, slept: world.slept, rounds: world.count()}).toEqual({ok: false, slept: [2000, 1000], rounds: 3})
  })

  it('ends at once when it is interrupted', async () => {
    const interrupted = async () => Promise.reject(new InterruptedError('SIGINT'))
    await expect(watch({...rounds(validation(finding())), sleep: interrupted, timeoutMs: 3000, show() {}})).rejects.toThrow('Interrupted')
  })
})

describe('rounds of a watch', () => {
  const away = new ClusterUnreachable('Could not read nodes: connection refused', {hints: ['Check that the cluster runs.']})
  const outlast = (signal: AbortSignal, ...results: readonly (Validation | Error)[]) => {
    const world = rounds(...results)
    return outlasting({check: () => world.check(), now: world.now, cluster: 'c', target: {}, signal})
  }
  const {signal} = new AbortController()

  it('are unknown while the API server is away, and go on', async () => {
    const check = outlast(signal, validation(finding({verdict: 'ok'})), away, validation(finding({verdict: 'ok'})))
    expect((await check()).ok).toBe(true)
    expect(await check()).toMatchObject({
      ok: false,
      findings: [{id: 'node-ready', verdict: 'unknown', message: away.message, remedy: 'Check that the cluster runs.'}],
      connectors: [{name: 'n', status: 'Unknown'}],
    })
    expect((await check()).ok).toBe(true)
  })

  it('name the request of the outage, and no earlier one', async () => {
    const earlier = {method: 'GET', server: 'management.azure.com', resource: '/locks', status: 500, requestId: null}
    const request = {method: 'GET', server: 'c.hcp.example.com', resource: '/api/v1/pods', status: 503, requestId: null}
    const check = outlast(
      signal,
      validation(finding({verdict: 'unknown', request: earlier})),
      away,
      new ClusterUnreachable('away', {request}),
    )
    await check()
    expect((await check()).findings[0]).not.toHaveProperty('request')
    expect((await check()).findings[0]).toMatchObject({request})
  })

  it('are unknown from the first one on', async () => {
    const {ok, findings, connectors} = await outlast(signal, away)()
    expect({ok, connectors}).toEqual({ok: false, connectors: []})
    expect(findings.length).toBeGreaterThan(0)
    for (const one of findings) expect(one).toMatchObject({verdict: 'unknown', message: away.message})
    // The cluster, and what has a name of its own.
    expect([...new Set(findings.map(({target}) => target))].toSorted()).toEqual(['Microsoft.ContainerInstance', 'c'])
  })

  it('outlast an error of Azure once it has worked, but not at the start', async () => {
    const failure = new UserError('(InternalServerError) Try again.')
    const check = outlast(signal, validation(finding()), failure)
    await check()
    expect((await check()).findings).toMatchObject([{verdict: 'unknown', message: failure.message}])
    await expect(outlast(signal, failure)()).rejects.toBe(failure)
  })

  it.each([new NotFoundError('No connector.'), new NotAllowedError('No rights.'), new TypeError('a bug')])(
    'end with a clear answer: %s',
    async error => {
      const check = outlast(signal, validation(finding()), error)
      await check()
      await expect(check()).rejects.toBe(error)
    },
  )

  it('end with an interrupt, whatever fails because of it', async () => {
    const interrupt = new InterruptedError('SIGINT')
    await expect(outlast(AbortSignal.abort(interrupt), away)()).rejects.toBe(interrupt)
  })
})

describe('the changes of a watch in a log', () => {
  function logOf(...states: readonly (readonly Finding[])[]): readonly string[] {
    const {console: log, written} = console(false)
    const say = changeLog(log)
    let from = 0
    return states.map(findings => {
      say(findings)
      const more = written().slice(from)
      from = written().length
      return more
    })
  }

  it('are what is not well at first, and then what is different', () => {
    const bad = finding({remedy: ''})
    const crash = finding({remedy: '', message: 'Pod p is not ready: CrashLoopBackOff.'})
    const fine = finding({verdict: 'ok'})
    const other = finding({id: 'group-open', verdict: 'ok'})
    expect(logOf([bad, other], [bad, other], [crash, other], [fine, other], [fine, other])).toEqual([
      'WARNING: problem: vk-linux: Node n is not Ready.\n',
      '',
      'WARNING: problem: vk-linux: Pod p is not ready: CrashLoopBackOff.\n',
      'ok: vk-linux: Node n is Ready (node-ready)\n',
      '',
    ])
  })

  it('are told of both of two releases with one name', () => {
    const [fine, bad] = [finding({verdict: 'ok'}), finding({remedy: ''})]
    expect(logOf([bad, fine], [fine, fine], [fine, bad])).toEqual([
      'WARNING: problem: vk-linux: Node n is not Ready.\n',
      'ok: vk-linux: Node n is Ready (node-ready)\n',
      'WARNING: problem: vk-linux: Node n is not Ready.\n',
    ])
  })

  it('are not numbers that go on', () => {
    const since = (seconds: number) => finding({remedy: '', message: `No heartbeat for ${seconds} s.`})
    expect(logOf([since(9)], [since(10)]).at(-1)).toBe('')
    const fresh = (seconds: number) => finding({verdict: 'ok', message: `Renewed ${seconds === 1 ? 'now' : 'before'}`})
    expect(logOf([fresh(1)], [fresh(2)])).toEqual(['', ''])
  })

  it('say once what is the same for all checks, and what is gone', () => {
    const [a, b] = [finding({id: 'a', verdict: 'ok'}), finding({id: 'b', verdict: 'ok'})]
    const bad = finding({id: 'b', remedy: ''})
    const gone = [a, b].map(one => ({...one, verdict: 'unknown' as const, message: 'API server away', remedy: ''}))
    const lines = {
      away: 'WARNING: unknown: vk-linux: API server away\n',
      again: 'checked again: vk-linux\n',
      bad: 'WARNING: problem: vk-linux: Node n is not Ready.\n',
    }
    expect(logOf([a, b], gone, gone, [a, b], gone, [a, bad], gone, [a, bad], [a])).toEqual([
      '',
      lines.away,
      '',
      lines.again,
      lines.away,
      lines.again + lines.bad,
      lines.away,
      lines.again + lines.bad,
      'removed: vk-linux (b)\n',
    ])
    expect(logOf(gone, [a, b]).at(-1)).toBe('ok: vk-linux: Node n is Ready (a)\nok: vk-linux: Node n is Ready (b)\n')
  })
})

describe('the report of a watch on a terminal', () => {
  const layout = {colour: false, all: false, signal: new AbortController().signal}
  const warned = 'Using another API server than that of the cluster.'

  it('is drawn in its place, with lines that are wider than the terminal', async () => {
    const {console: screen, written} = console(true)
    const live = await liveReport(screen, {columns: 40}, layout)
    const remedy = `az ${'x'.repeat(90)}`
    await live.show([finding({remedy})], 588_000)
    expect(written()).toContain('Repeating the checks for another 9 min 48 s. ')
    await live.show([finding({remedy, message: 'Worse now.'})], 586_000)
    await live.show([finding({verdict: 'ok'})], 0)
    expect(screenOf(written(), 40)).toEqual(['1 check passed. --verbose lists them.'])
  })

  it('goes below what is said meanwhile, which is said once', async () => {
    const {console: screen, written} = console(true)
    const live = await liveReport(screen, {columns: 60}, layout)
    for (const leftMs of [4000, 2000, 0]) {
      live.talk.warning(warned)
      live.talk.step('Azure is busy')
      await live.show([finding({remedy: ''})], leftMs)
    }
    expect(screenOf(written(), 60)).toEqual([
      'WARNING: Using another API server than',
      'that of the cluster.',
      'vk-linux',
      '  problem  Node n is not Ready. (node-ready)',
      '',
      '1 problem.',
    ])
  })

  it('is laid out anew when the window changes, until it is final', async () => {
    const parts: Written[] = []
    const listeners: (() => void)[] = []
    const window = {columns: 100, onResize: (listener: () => void) => void listeners.push(listener)}
    const screen = openConsole({
      isTerminal: true,
      redraws: true,
      columns: 100,
      colour: false,
      say: text => void parts.push({text, columns: window.columns}),
    })
    const live = await liveReport(screen, window, layout)
    const resizeTo = async (columns: number) => {
      Object.assign(window, {columns})
      for (const listener of listeners) listener()
      await setImmediate()
    }
    const long = finding({remedy: '', message: 'A sentence that has more words than fit into a line of a narrow window.'})
    screen.warning('before')
    await live.show([long], 2000)
    await resizeTo(44)
    expect(resizedScreenOf(parts)).toEqual([
      'WARNING: before',
      'vk-linux',
      '  problem  A sentence that has more words',
      '           than fit into a line of a narrow',
      '           window. (node-ready)',
      '',
      '1 problem.',
      'Repeating the checks for another 2 s. Press ',
      'Ctrl-C to stop.',
    ])
    await resizeTo(100)
    expect(resizedScreenOf(parts)).toHaveLength(6)
    await live.show([long], 0)
    const written = parts.length
    await resizeTo(60)
    expect(parts).toHaveLength(written)
    live.erase()
    expect(resizedScreenOf(parts)).toEqual(['WARNING: before'])
  })

  it('is not drawn with --only-show-errors', async () => {
    const {console: screen, written} = console(true, 'error')
    const live = await liveReport(screen, {columns: 40}, layout)
    live.talk.warning(warned)
    await live.show([finding()], 1000)
    await live.show([finding()], 0)
    expect(written()).toBe('')
  })
})

it('the talk of rounds in a log says each warning once, and logs each request with its ids', () => {
  const {console: log, written} = console(false)
  const talk = sayingOnce(log)
  const logged: string[] = []
  log.logTo((_, text) => void logged.push(text))
  for (const text of ['a', 'b', 'a']) talk.warning(text)
  for (const id of ['1', '2']) talk.debug('GET', `id ${id}`)
  expect(written()).toBe('WARNING: a\nWARNING: b\n')
  expect(logged).toEqual(['a', 'b', 'GET (id 1)', 'GET (id 2)'])
})
