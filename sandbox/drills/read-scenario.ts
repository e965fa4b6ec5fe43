import type {ErrorObject} from 'ajv'
import type {load as Load} from 'js-yaml'
import schema from '../../schemas/scenario.schema.json' with {type: 'json'}
import {initialWorld} from '../azure/initial-world.ts'
import {checkFaults} from '../fault-rules.ts'
import {duration} from '../settings/duration.ts'
import {shown, WrongInput} from '../settings/kinds.ts'
import {changeWorld} from '../settings/world-settings.ts'
import type {Scenario} from './scenario.ts'

/** A scenario that can be played. */
export interface Drill {
  /** As it was asked for: `quota=0`. */
  readonly name: string
  readonly scenario: Scenario
  readonly timeLimitMs: number
}

/** Reads the text of a scenario (YAML or JSON). `file` is for messages. Throws WrongInput. */
export type ReadScenario = (text: string, file: string) => Scenario

export async function scenarioReader(): Promise<ReadScenario> {
  const [{load}, {Ajv2020}] = await Promise.all([import('js-yaml'), import('ajv/dist/2020.js')])
  const validate = new Ajv2020({strict: false, validateSchema: false}).compile<Scenario>(schema)
  return (text, file) => {
    const value = parsed(load, text, file)
    if (validate(value)) return value
    throw new WrongInput(`${file}: ${inWords(validate.errors?.[0])}`)
  }
}

function parsed(load: typeof Load, text: string, file: string): unknown {
  try {
    // A few lines of aliases can stand for billions of values.
    return load(text, {maxAliases: 0})
  } catch (error) {
    throw new WrongInput(`${file} must be JSON or YAML without aliases: ${(error as Error).message}`)
  }
}

function inWords(error: ErrorObject | undefined): string {
  if (error === undefined) return 'it is not a scenario.'
  const {instancePath, message, params} = error
  const {additionalProperty, allowedValues} = params as {readonly additionalProperty?: string; readonly allowedValues?: readonly string[]}
  const place = instancePath === '' ? 'the scenario' : instancePath.slice(1).replaceAll('/', '.')
  if (additionalProperty !== undefined) return `${place} has no field ${shown(additionalProperty)}.`
  return `${place} ${message ?? 'is wrong'}${allowedValues === undefined ? '' : `: ${allowedValues.join(', ')}`}.`
}

/** Gives a scenario its value, and checks all that it wants to do. `settings` is what the world is like besides. Throws WrongInput. */
export function drillOf(scenario: Scenario, value: string | undefined, settings: unknown): Drill {
  const {name} = scenario
  const used = valueOf(scenario, value)
  const filled = fill(scenario, used) as Scenario
  try {
    check(filled, settings)
  } catch (error) {
    if (!(error instanceof WrongInput)) throw error
    throw new WrongInput(`The scenario ${name}: ${error.message}`, {cause: error})
  }
  const timeLimitMs = milliseconds(filled.timeLimit ?? '5m') + durationOf(used)
  return {name: value === undefined ? name : `${name}=${value}`, scenario: filled, timeLimitMs}
}

function valueOf({name, parameter}: Scenario, value: string | undefined): string {
  if (parameter === undefined && value !== undefined) throw new WrongInput(`The scenario ${name} takes no value.`)
  if (parameter === undefined) return ''
  if (value === '') throw new WrongInput(`The value of the scenario ${name} is empty. ${parameter.description}`)
  return value ?? parameter.default
}

/** Milliseconds; 0 for what is no duration. */
function durationOf(value: string): number {
  const ms = duration.accept(value) ?? 0
  return ms === Infinity ? 0 : ms
}

/** Throws WrongInput. */
export function milliseconds(text: string): number {
  const ms = duration.accept(text)
  if (ms === undefined || ms === Infinity) throw new WrongInput(`A time must be a duration such as 500ms, 10s or 5m, not ${shown(text)}.`)
  return ms
}

function check({world, faults, actions = [], timeLimit, again}: Scenario, settings: unknown): void {
  const draft = initialWorld()
  changeWorld(draft, settings)
  if (world !== undefined) changeWorld(draft, world)
  checkFaults(faults ?? [])
  for (const {when, do: what} of actions) {
    if (what.world !== undefined) changeWorld(draft, what.world)
    checkFaults(what.faults ?? [])
    if (when.request !== undefined) checkFaults([{...when.request, cut: true}])
    if (when.after !== undefined) milliseconds(when.after)
    if (what.signal !== undefined && !/^SIG(INT|TERM|KILL)$/.test(what.signal))
      throw new WrongInput(`The signal must be SIGINT, SIGTERM or SIGKILL, not ${shown(what.signal)}.`)
  }
  if (timeLimit !== undefined) milliseconds(timeLimit)
  if (again?.after !== undefined) milliseconds(again.after)
}

/** Replaces every text that is `$value`, or `$values` for a list. */
function fill(node: unknown, value: string): unknown {
  if (node === '$value') return /^-?\d+$/.test(value) ? Number(value) : value
  if (node === '$values') return value.split('+')
  if (Array.isArray(node)) return node.map(item => fill(item, value))
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, fill(item, value)]))
}
