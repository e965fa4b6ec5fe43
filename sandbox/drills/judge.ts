import {stripVTControlCharacters} from 'node:util'
import type {PipelineEnd} from './pipeline.ts'
import type {EndState, Outcome} from './scenario.ts'
import type {Thing} from './things.ts'

type Things = ReadonlyMap<string, Thing>

export interface End {
  readonly state: EndState
  /** What is there and was not before. */
  readonly left: readonly string[]
  /** What of that the output does not name; for `damaged`, what was there before and is gone. */
  readonly unnamed: readonly string[]
}

/** What the cluster and Azure are like, compared with before. */
export function endOf(before: Things, after: Things, output: string): End {
  const added = [...after].filter(([key]) => !before.has(key))
  const gone = [...before.keys()].filter(key => !after.has(key))
  const left = added.map(([key]) => key)
  if (gone.length > 0) return {state: 'damaged', left, unnamed: gone}
  if (added.length === 0) return {state: 'unchanged', left, unnamed: []}
  const working = added.filter(([, {works}]) => works !== undefined)
  if (working.every(([, {works}]) => works) && working.some(([, {kind}]) => kind === 'Node')) return {state: 'ready', left, unnamed: []}
  // A colour would stand before a word like a letter.
  const text = stripVTControlCharacters(output)
  const named = new Set(added.filter(([, thing]) => isNamed(thing, text)).map(([key]) => key))
  const unnamed = added.filter(([key, {namespace}]) => !named.has(key) && !named.has(`Namespace ${namespace}`)).map(([key]) => key)
  return {state: unnamed.length === 0 ? 'reported' : 'left', left, unnamed}
}

function isNamed({name, aliases}: Thing, output: string): boolean {
  return [name, ...aliases].some(alias => new RegExp(`(?<![-\\w.])${literal(alias)}(?![-\\w])`, 'i').test(output))
}

const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** Whether a pipeline that ended so has survived. */
export function isAllowed(expected: readonly Outcome[], pipeline: PipelineEnd, {state}: End): boolean {
  return canSurvive(expected, pipeline) && matching(expected, pipeline.exitCode).some(({end}) => end.includes(state))
}

/** Whether a pipeline with this exit code can have survived. */
export const canSurvive = (expected: readonly Outcome[], {exitCode, timedOut}: PipelineEnd): boolean =>
  !timedOut && !isBroken(exitCode) && matching(expected, exitCode).length > 0

/** How shells end when a command cannot be run or does not exist. */
const isBroken = (exitCode: number): boolean => exitCode === 126 || exitCode === 127

const matching = (expected: readonly Outcome[], exitCode: number): readonly Outcome[] =>
  expected.filter(({exit}) => exit === 'any' || (exit === 'success') === (exitCode === 0))

const words: Readonly<Record<EndState, string>> = {
  unchanged: 'nothing is left',
  ready: 'every virtual node works',
  reported: 'the output names what is left',
  left: 'something is left',
  damaged: 'something is gone',
}

/** Why a pipeline has not survived, in one or two sentences. */
export function reasonFor(expected: readonly Outcome[], pipeline: PipelineEnd, end: End, limit: string): string {
  const {exitCode, timedOut} = pipeline
  if (timedOut) return `The pipeline, or a program that it started, still ran after ${limit}.`
  if (isBroken(exitCode)) return `The pipeline ended with exit code ${exitCode}: a command does not exist or cannot be run.`
  if (end.state === 'damaged') return `The pipeline removed what was there before: ${listed(end.unnamed)}.`
  const fitting = matching(expected, exitCode)
  if (fitting.length === 0)
    return exitCode === 0
      ? `The pipeline ended with exit code 0, as if it had worked. In this scenario it cannot work, so it must fail. ${found(end)}`
      : `The pipeline ended with exit code ${exitCode}. In this scenario it can work, so it must end with exit code 0. ${found(end)}`
  const wanted = [...new Set(fitting.flatMap(outcome => outcome.end))].map(state => words[state]).join(', or ')
  return `The pipeline ended with exit code ${exitCode}, which is right only if ${wanted}. ${found(end)}`
}

function found({state, left, unnamed}: End): string {
  if (state === 'unchanged') return 'Nothing is left behind.'
  if (state === 'ready') return 'Every virtual node works.'
  if (state === 'reported') return `This is left: ${listed(left)}.`
  return `This is left, and the output does not name it: ${listed(unnamed)}.`
}

const most = 10

function listed(names: readonly string[]): string {
  const rest = names.length - most
  return `${names.slice(0, most).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
