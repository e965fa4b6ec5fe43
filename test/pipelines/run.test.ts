import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it, jest} from '@jest/globals'
import {example, readAction, readAzureTemplate, shellOf, tasksOf} from './yaml-blocks.ts'
import {startRunner, type Runner} from './run-step.ts'
import {load} from 'js-yaml'

// The shell of the action and of the template in a real bash, with the built vkctl. test/e2e/pipelines installs it and uses a cluster.

const manifest = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  nodeSelector: {type: virtual-kubelet}
  containers:
    - {name: web, image: nginx, lifecycle: {preStop: {exec: {command: [sleep, '1']}}}}
`
const [install, run] = readAction().runs.steps
const [installTask, runTask] = tasksOf(readAzureTemplate()).map(shellOf)

const onPosix = process.platform === 'win32' ? describe.skip : describe
jest.setTimeout(120_000)

let runner: Runner
beforeEach(() => {
  runner = startRunner()
  mkdirSync(join(runner.folder, 'k8s'))
  writeFileSync(join(runner.folder, 'k8s', 'web.yaml'), manifest)
})
afterEach(() => runner.remove())

const outputs = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    runner
      .file('output')
      .split('\n')
      .filter(line => line !== '')
      .map(line => line.split('=', 2)),
  )

onPosix('the action (skipped on Windows)', () => {
  const act = (args: string, more: Readonly<Record<string, string>> = {}) =>
    runner.run(run.run, {VKCTL_ARGUMENTS: args, VKCTL_FAIL_ON: 'problem', VKCTL_SUMMARY: 'true', ...more})

  it('shows findings at their lines, a summary, SARIF and JUnit, and fails as vkctl does', async () => {
    const {exitCode, all} = await act('validate -f k8s/')
    expect({exitCode, all}).toMatchObject({
      exitCode: 4,
      all: expect.stringMatching(/^::error file=k8s\/web\.yaml,line=\d+,title=Pod web \(/m),
    })
    expect(runner.file('summary')).toMatch(/^### vkctl validate\n\nThe checks failed: \d+ problem/)
    const {sarif = '', junit = '', ...rest} = outputs()
    expect(rest).toEqual({'exit-code': '4', output: expect.any(String)})
    expect(JSON.parse(readFileSync(sarif, 'utf8'))).toMatchObject({version: '2.1.0'})
    expect(readFileSync(junit, 'utf8')).toContain('<testsuites name="vkctl validate"')
  })

  it('takes no text of a file for a command or for shell', async () => {
    writeFileSync(
      join(runner.folder, 'k8s', 'web.yaml'),
      manifest.replace('image: nginx', 'image: "x\\n::set-output name=a::$(touch hacked)"'),
    )
    const {all} = await act('validate\n-f\nk8s/web.yaml\n--fail-on\nwarning')
    expect(all).not.toMatch(/^\s*::set-output/m)
    const evil = await act('explain $(touch hacked) ; touch hacked `touch hacked` *')
    expect(evil.exitCode).toBe(2)
    expect(() => readFileSync(join(runner.folder, 'hacked'))).toThrow('ENOENT')
  })

  it('shows the error of another command, between tokens that nobody can guess', async () => {
    const {exitCode, all} = await act('explain no-such-check%')
    const [, token = ''] = /^::stop-commands::([0-9a-f]{32})$/m.exec(all) ?? []
    const [during = '', after = ''] = all.split(`\n::${token}::\n`)
    expect({exitCode, during}).toEqual({exitCode: 2, during: expect.stringContaining('ERROR: ')})
    expect(after).toMatch(/^::error title=vkctl::.*no-such-check%25/m)
    expect(runner.file('summary')).toMatch(/^### vkctl\n\nExit code 2\.\n\n {4}.*ERROR/s)
    expect(outputs()).toEqual({'exit-code': '2', output: expect.any(String)})
  })

  it('gives what a command prints to later steps', async () => {
    const {exitCode} = await act('sample\n--os-type\nWindows\n', {VKCTL_SUMMARY: 'false'})
    expect({exitCode, summary: runner.file('summary')}).toEqual({exitCode: 0, summary: ''})
    expect(readFileSync(outputs()['output'] ?? '', 'utf8')).toContain('kind: Deployment')
  })

  it('installs an executable, and refuses what is no version', async () => {
    writeFileSync(join(runner.folder, 'my vkctl'), '#!/bin/sh\necho mine')
    expect(await runner.run(install.run, {VKCTL_VERSION: 'latest', VKCTL_PACKAGE: 'my vkctl'})).toMatchObject({exitCode: 0})
    expect(runner.file('path').split('\n')[0]).toBe(join(runner.folder, 'temp', 'vkctl', 'bin'))
    expect((await runner.run('"$RUNNER_TEMP/vkctl/bin/vkctl"', {})).all).toBe('mine')
    expect(await runner.run(install.run, {VKCTL_VERSION: 'latest; touch hacked', VKCTL_PACKAGE: ''})).toMatchObject({exitCode: 2})
  })
})

onPosix('the template of Azure Pipelines (skipped on Windows)', () => {
  const act = (args: string, failOn = 'problem') => runner.run(runTask ?? '', {VKCTL_ARGUMENTS: args, VKCTL_FAIL_ON: failOn})

  it('shows findings at their lines, a summary and JUnit, and fails as vkctl does', async () => {
    const {exitCode, all} = await act('validate -f k8s/')
    expect({exitCode, all}).toMatchObject({
      exitCode: 4,
      all: expect.stringMatching(/^##vso\[task\.logissue type=error;sourcepath=k8s\/web\.yaml;linenumber=\d+;code=[\w-]+\]Pod web: /m),
    })
    expect(all).toMatch(/^##vso\[task\.setvariable variable=vkctlExitCode\]4$/m)
    const [, summary = ''] = /^##vso\[task\.uploadsummary\](.*)$/m.exec(all) ?? []
    expect(readFileSync(summary, 'utf8')).toContain('The checks failed')
    expect(runner.file('temp/vkctl.xml')).toContain('<testsuites')
  })

  it('shows the error of another command', async () => {
    const {exitCode, all} = await act('explain no-such];check%')
    expect({exitCode, all}).toMatchObject({
      exitCode: 2,
      all: expect.stringMatching(/^##vso\[task\.logissue type=error\]vkctl: .*no-such%5D%3Bcheck%AZP25/m),
    })
    expect(runner.file('temp/vkctl.xml')).toBe('')
  })

  it('installs an executable', async () => {
    writeFileSync(join(runner.folder, 'my vkctl'), '#!/bin/sh\necho mine')
    const {exitCode, all} = await runner.run(installTask ?? '', {VKCTL_VERSION: 'latest', VKCTL_PACKAGE: 'my vkctl'})
    expect({exitCode, all}).toEqual({
      exitCode: 0,
      all: expect.stringContaining(`##vso[task.prependpath]${join(runner.folder, 'temp', 'vkctl', 'bin')}`),
    })
  })
})

onPosix('the example for GitLab (skipped on Windows)', () => {
  it('writes its report', async () => {
    const {'virtual-nodes': job} = load(example('.gitlab-ci.yml')) as Record<
      string,
      {script: string[]; artifacts: {reports: {junit: string}}}
    >
    const [installing, ...script] = job?.script ?? []
    expect(installing).toBe('npm install --global vkctl')
    const {exitCode} = await runner.run(script.join('\n'), {})
    expect({exitCode, report: runner.file(job?.artifacts.reports.junit ?? '')}).toEqual({
      exitCode: 4,
      report: expect.stringContaining('<failure '),
    })
  })
})
