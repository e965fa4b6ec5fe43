import {describe, expect, it} from '@jest/globals'
import {startPipeline} from '../../../sandbox/drills/pipeline.ts'

const node = (script: string): readonly string[] => [process.execPath, '-e', script]
const options = {env: {DRILL: 'yes'}, timeLimitMs: 20_000, graceMs: 100, print: () => {}}

// Windows has no signals that a program can handle.
const onPosix = process.platform === 'win32' ? describe.skip : describe

describe('a pipeline', () => {
  it('is told by its exit code and what it printed', async () => {
    let printed = ''
    const script = 'console.log(process.env.DRILL, process.stdin.isTTY); console.error("ä"); process.exitCode = 7'
    const ended = await startPipeline(node(script), {...options, print: text => (printed += text)}).ended
    expect(ended).toMatchObject({exitCode: 7, timedOut: false, output: printed})
    expect(printed.split('\n').toSorted()).toEqual(['', 'yes undefined', 'ä'])
  })

  it('that does not exist ends as in a shell', async () => {
    expect(await startPipeline(['no-such-command-here'], options).ended).toMatchObject({exitCode: 127})
  })
})

onPosix('a pipeline, with signals (skipped on Windows),', () => {
  it('is ended with all that it started when its time is over', async () => {
    const child = "require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {stdio: 'inherit'})"
    const script = `process.on('SIGTERM', () => {}); ${child}; setInterval(() => {}, 1000)`
    expect(await startPipeline(node(script), {...options, timeLimitMs: 500}).ended).toMatchObject({timedOut: true, exitCode: 137})
  })

  it('gets them', async () => {
    let up = (): void => {}
    const isUp = new Promise<void>(resolve => (up = resolve))
    const script = "process.on('SIGINT', () => process.exit(9)); setInterval(() => {}, 1000); console.log('up')"
    const pipeline = startPipeline(node(script), {...options, print: () => up()})
    await isUp
    pipeline.signal('SIGINT')
    expect(await pipeline.ended).toMatchObject({exitCode: 9, timedOut: false})
    pipeline.signal('SIGINT')
  })
})
