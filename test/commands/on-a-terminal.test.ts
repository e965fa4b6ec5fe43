import {execFile, spawnSync} from 'node:child_process'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify, stripVTControlCharacters} from 'node:util'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import stringWidth from 'string-width'

// The real program on a real pseudo-terminal, which `script` of util-linux opens. That of macOS and the BSDs has other options, and Windows has none.

const program = new URL('../../bin/dev.js', import.meta.url).pathname
const opensTerminals = process.platform === 'linux' && spawnSync('script', ['--version'], {encoding: 'utf8'}).stdout?.includes('util-linux')

const manifest = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  nodeSelector: {type: virtual-kubelet, kubernetes.io/os: linux}
  containers: [{name: c, image: nginx}]
`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vkctl-terminal-'))
  await writeFile(join(folder, 'web.yaml'), manifest)
})
afterAll(() => rm(folder, {recursive: true}))

interface Run {
  readonly stdout: string
  readonly code: number
}

async function run(file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> {
  const {PATH = '', HOME = ''} = process.env
  const running = promisify(execFile)(file, args, {cwd: folder, env: {PATH, HOME, TERM: 'xterm', ...env}})
  running.child.stdin?.end()
  try {
    return {stdout: (await running).stdout.replaceAll('\r\n', '\n'), code: 0}
  } catch (error) {
    const {stdout, code} = error as Run
    return {stdout: stdout.replaceAll('\r\n', '\n'), code}
  }
}

const onTerminal = (args: string, columns: number, env: Readonly<Record<string, string>> = {}) =>
  run('script', ['-qec', `stty cols ${columns}; '${process.execPath}' '${program}' ${args} 2>/dev/null`, '/dev/null'], env)

const describeHere = opensTerminals ? describe : describe.skip

describeHere('validate on a terminal (skipped where no script of util-linux opens one)', () => {
  it.each([40, 80])('prints the findings on stdout in %i columns, and no JSON', async columns => {
    const {stdout, code} = await onTerminal('validate -f web.yaml', columns)
    expect(code).toBe(4)
    expect(stdout).toContain('\u001B[91mproblem\u001B[39m  web.yaml:5: ')
    expect(stdout).not.toContain('{\n')
    const lines = stripVTControlCharacters(stdout).split('\n')
    expect(lines.at(-2)).toMatch(/lists them\.$/)
    // What is to be copied is not broken, and no word is.
    const prose = lines.filter(line => !/tolerations: |virtual-kubelet.io/.test(line))
    for (const line of prose) expect(stringWidth(line)).toBeLessThan(columns)
  })

  it('prints a table as records if it is wider than the terminal, without colour if nobody wants it', async () => {
    const {stdout} = await onTerminal('validate -f web.yaml -o table', 60, {NO_COLOR: '1'})
    expect(stdout).toMatch(/^Place: {4}web\.yaml:5\nTarget: {3}Pod web\nVerdict: {2}problem\n/)
    expect((await onTerminal('validate -f web.yaml -o table', 300)).stdout).toMatch(/^Place +Target +Verdict +Check +Message\n-+/)
  })
})

it('validate prints JSON into a pipe', async () => {
  const {stdout, code} = await run(process.execPath, [program, 'validate', '-f', 'web.yaml'])
  expect({code, ok: (JSON.parse(stdout) as {readonly ok: boolean}).ok}).toEqual({code: 4, ok: false})
})
