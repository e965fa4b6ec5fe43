import {readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {load} from 'js-yaml'

/** The path of a file of the repository. */
export const inRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

const readYaml = (path: string): unknown => load(readFileSync(inRoot(path), 'utf8'))

/** The example of docs/pipelines.md that is this file. */
export function example(file: string): string {
  const page = readFileSync(inRoot('docs/pipelines.md'), 'utf8').replaceAll('\r\n', '\n')
  const found = [...page.matchAll(/^```yaml\n# (\S+)\n([\s\S]*?)^```$/gm)].find(([, name]) => name === file)
  if (found?.[2] === undefined) throw new Error(`docs/pipelines.md has no example ${file}.`)
  return found[2]
}

export interface ActionStep {
  readonly name: string
  readonly run: string
  readonly shell: string
  readonly env: Readonly<Record<string, string>>
}

export interface Action {
  readonly inputs: Readonly<Record<string, {readonly description: string; readonly default?: string; readonly required?: boolean}>>
  readonly outputs: Readonly<Record<string, {readonly value: string}>>
  readonly runs: {readonly steps: readonly [ActionStep, ActionStep]}
}

export interface TemplateTask {
  readonly task: string
  readonly inputs: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly condition?: string
}

export interface Template {
  readonly parameters: readonly {
    readonly name: string
    readonly type: string
    readonly default?: string
    readonly values?: readonly string[]
  }[]
  /** The second and the third are conditions with one task each. */
  readonly steps: readonly (TemplateTask | Readonly<Record<string, readonly TemplateTask[]>>)[]
}

/** Every task of the template, in the order of the file. */
export function tasksOf({steps}: Template): readonly TemplateTask[] {
  return steps.flatMap(step =>
    'task' in step ? [step as TemplateTask] : Object.values(step as Record<string, readonly TemplateTask[]>).flat(),
  )
}

/** The shell of a task. */
export const shellOf = ({inputs}: TemplateTask): string => inputs['script'] ?? inputs['inlineScript'] ?? ''

export const readAction = (): Action => readYaml('action.yml') as Action
export const readAzureTemplate = (): Template => readYaml('pipelines/azure-pipelines/vkctl.yml') as Template
