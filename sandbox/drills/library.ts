import {readdir, readFile} from 'node:fs/promises'
import {basename, join} from 'node:path'
import {WrongInput} from '../settings/kinds.ts'
import {drillOf, scenarioReader, type Drill, type ReadScenario} from './read-scenario.ts'
import type {Scenario} from './scenario.ts'

/** There is no scenario of this name. */
export class NoSuchScenario extends WrongInput {
  readonly wanted: string
  readonly known: readonly string[]

  constructor(wanted: string, known: readonly string[]) {
    super(`There is no scenario ${wanted}.`)
    this.wanted = wanted
    this.known = known
  }
}

export interface DrillSources {
  /** The folder of the scenarios with a name. */
  readonly folder: string
  /** What the world is like in every scenario. */
  readonly settings: unknown
  /** Reads a file that the user names, of limited size and within limited time; undefined if it does not exist. */
  readonly readText: (path: string) => Promise<string | undefined>
}

const inFile = /\.(ya?ml|json)$/i

/** The scenarios of a folder, by name. */
export async function scenariosIn(folder: string, read?: ReadScenario): Promise<readonly Scenario[]> {
  const readScenario = read ?? (await scenarioReader())
  const files = (await readdir(folder)).filter(file => inFile.test(file)).toSorted()
  return Promise.all(files.map(async file => readScenario(await readFile(join(folder, file), 'utf8'), file)))
}

/**
 * The drills that a list such as `quota=0,interrupted,./own.yaml` asks for: names of scenarios in `folder`, or files. Throws WrongInput or NoSuchScenario if
 * anything is wrong in any of them.
 */
export async function drillsOf(list: readonly string[], {folder, settings, readText}: DrillSources): Promise<readonly Drill[]> {
  const read = await scenarioReader()
  const known = await scenariosIn(folder, read)
  const wanted = list.flatMap(names => names.split(','))
  return Promise.all(
    wanted.map(async text => {
      const [, name = '', value] = /^([^=]*)(?:=([\s\S]*))?$/.exec(text) ?? []
      return drillOf(isPath(name) ? await fromFile(name, read, readText) : find(name, known), value, settings)
    }),
  )
}

const isPath = (name: string): boolean => inFile.test(name) || /[/\\]/.test(name)

function find(name: string, known: readonly Scenario[]): Scenario {
  const found = known.find(one => one.name === name)
  if (found !== undefined) return found
  throw new NoSuchScenario(
    name === '' ? "''" : name,
    known.map(one => one.name),
  )
}

async function fromFile(path: string, read: ReadScenario, readText: DrillSources['readText']): Promise<Scenario> {
  const text = await readText(path)
  if (text === undefined) throw new WrongInput(`The file ${path} does not exist.`)
  return read(text, basename(path))
}
