import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {loggedWords} from '../src/arguments/logged-words.ts'
import Explain from '../src/commands/explain.ts'
import {runCommand} from './run-command.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'log-'))
})
afterEach(() => rm(home, {recursive: true, force: true}))

const explain = (argv: readonly string[], env: Record<string, string> = {}) => runCommand(Explain, 'explain', argv, {home, cwd: home, env})

describe('the log', () => {
  it('has the command line, all messages and the exit code, one line each with time and process', async () => {
    await explain(['nothing', '--client-secret', 'hunter2', '--debug'], {VKCTL_LOG_FILE: 'a.log'})
    await explain(['no\u001B[31m-such\ncheck'], {VKCTL_LOG_FILE: 'a.log'})
    const lines = (await readFile(join(home, 'a.log'), 'utf8')).trimEnd().split('\n')
    const told = lines.map(line => /^2026-11-23T12:00:00\.000Z \d+ (.*)$/.exec(line)?.[1] ?? `unlike: ${line}`)
    expect(told[0]).toMatch(/^INFO vkctl 0\.0\.0-test with Node\.js \S+ on \S+ \S+: explain nothing --client-secret \*\*\* --debug$/)
    expect(told).toContainEqual(expect.stringMatching(/^ERROR There is no check 'no-such\\ncheck'\.\\nTo list all checks:\\nvkctl explain/))
    expect(told.filter(line => line.startsWith('INFO Exit code'))).toEqual(['INFO Exit code 2.', 'INFO Exit code 2.'])
    expect(lines.join('\n')).not.toContain('hunter2')
  })

  it('is in a folder of vkctl, or the one that [logging] names, also of az', async () => {
    await mkdir(join(home, '.azure'))
    await mkdir(join(home, '.vkctl'))
    await writeFile(join(home, '.azure', 'config'), '[logging]\nenable_log_file = yes\n')
    await explain([])
    expect(await readFile(join(home, '.vkctl', 'logs', 'vkctl.log'), 'utf8')).toContain('Exit code 0.')
    await writeFile(join(home, '.vkctl', 'config'), '[logging]\nlog_dir = ~/mine\n')
    await explain([])
    expect(await readFile(join(home, 'mine', 'vkctl.log'), 'utf8')).toContain('Exit code 0.')
    await writeFile(join(home, '.vkctl', 'config'), '[logging]\nenable_log_file = no\n')
    await rm(join(home, '.vkctl', 'logs'), {recursive: true})
    await explain([])
    await expect(readFile(join(home, '.vkctl', 'logs', 'vkctl.log'))).rejects.toThrow('ENOENT')
  })

  it('that cannot be written is a warning, and the command goes on', async () => {
    const {stderr, stdout, exitCode} = await explain(['node-ready'], {VKCTL_LOG_FILE: home})
    expect(exitCode).toBe(0)
    expect(stdout).toContain('node-ready')
    expect(stderr).toMatch(/^WARNING: The log .* could not be written: .*\n$/)
  })
})

describe('a command line in the log', () => {
  it.each([
    ['install-connector --client-secret s3cret -g g', 'install-connector --client-secret *** -g g'],
    ['x --client-secret=s3cret', 'x --client-secret=***'],
    ['x --client-sec s3cret', 'x --client-sec ***'],
    ['x -client-secrett s3cret', 'x -client-secrett ***'],
    ['x -ps3cret -p s3cret --password s3cret', 'x -p*** -p *** --password ***'],
    ['x --se a.b=s3cret --sett a.b=s3cret --set-strin=a=s3cret', 'x --se a.b=*** --sett a.b=*** --set-strin=***'],
    ['x --set a.b=s3cret,c=s3cret --set=a=s3cret --set-string a=s3cret', 'x --set a.b=*** --set=*** --set-string a=***'],
    ['x --chart-url https://me:s3cret@h/c.tgz?sig=s3cret', 'x --chart-url https://***@h/c.tgz?***'],
    ['x --set a=s3cret b=s3cret -o json', 'x --set a=*** b=*** -o json'],
    ['sandbox --exec ./pipeline.sh --token s3cret', 'sandbox --exec ./pipeline.sh …'],
  ])('%s', (typed, logged) => {
    expect(loggedWords(typed.split(' ')).join(' ')).toBe(logged)
  })
})
