import type {World} from '../azure/world.ts'
import {delays, pods, policies, quota, registry, subscription} from './azure-settings.ts'
import {cluster, clusters} from './cluster-settings.ts'
import {identities} from './identity-settings.ts'
import {objectOf, shown, WrongInput} from './kinds.ts'
import {denyAssignments, locks} from './scope-settings.ts'
import type {Section} from './section.ts'

/** All settings, in the order in which they are applied: the later ones name what the earlier ones create. */
const sections: Readonly<Record<string, Section>> = {
  delays,
  quota,
  subscription,
  policies,
  registry,
  pods,
  cluster,
  clusters,
  identities,
  locks,
  denyAssignments,
}

const listed = (names: readonly string[]): string => names.join(', ')

function sectionOf(name: string): Section {
  const found = Object.hasOwn(sections, name) ? sections[name] : undefined
  if (found === undefined) throw new WrongInput(`The world has no ${shown(name)}. It has ${listed(Object.keys(sections))}.`)
  return found
}

/** What the world is like, as {@link changeWorld} takes it. */
export function readWorld(world: World): unknown {
  const read = (section: Section): unknown =>
    'fields' in section
      ? Object.fromEntries(Object.entries(section.fields).map(([name, one]) => [name, one.read(world)]))
      : section.read(world)
  return Object.fromEntries(Object.entries(sections).map(([name, section]) => [name, read(section)]))
}

/** Changes what `wanted` names, and nothing else. Throws WrongInput, and changes nothing, if anything in it is wrong. */
export function changeWorld(world: World, wanted: unknown): void {
  const given = objectOf(wanted, 'The world')
  for (const name of Object.keys(given)) sectionOf(name)
  const draft = draftOf(world)
  for (const [name, section] of Object.entries(sections)) {
    if (given[name] === undefined) continue
    for (const [key, value] of Object.entries(objectOf(given[name], name))) write(draft, section, {section: name, key, value})
  }
  Object.assign(world, draft)
}

function write(world: World, section: Section, {section: name, key, value}: {section: string; key: string; value: unknown}): void {
  const whole = `${name}.${key}`
  if (!('fields' in section)) return section.write(world, key, value, whole)
  const found = Object.hasOwn(section.fields, key) ? section.fields[key] : undefined
  if (found === undefined) throw new WrongInput(`${name} has no ${shown(key)}. It has ${listed(Object.keys(section.fields))}.`)
  found.write(world, value, whole)
}

/** The change that arguments such as `quota.StandardCores=0` ask for. Throws WrongInput. */
export function changeOf(settings: readonly string[]): Record<string, Record<string, unknown>> {
  const change: Record<string, Record<string, unknown>> = {}
  for (const text of settings) {
    const [fits, name = '', key = '', value = ''] = /^([^.=]+)\.([^=]+)=([\s\S]*)$/.exec(text) ?? []
    if (fits === undefined) throw new WrongInput(`A setting must be of the form quota.StandardCores=0, not ${shown(text)}.`)
    const section = sectionOf(name)
    const {fromText} = 'fields' in section ? (section.fields[key] ?? {fromText: () => value}) : section
    change[name] = {...change[name], [key]: fromText(value)}
  }
  return change
}

/** The shape of a world, as JSON Schema (schemas/sandbox-world.schema.json). */
export function worldSchemaText(): string {
  const properties = Object.entries(sections).map(([name, section]) => [
    name,
    'fields' in section
      ? {type: 'object', additionalProperties: false, properties: mapped(section.fields)}
      : {type: 'object', description: section.description, additionalProperties: section.schema},
  ])
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'World of the sandbox',
    description: 'What `vkctl sandbox --world` and `PATCH $VKCTL_SANDBOX/world` take, and `GET $VKCTL_SANDBOX/world` returns.',
    type: 'object',
    minProperties: 1,
    additionalProperties: false,
    properties: Object.fromEntries(properties),
  }
  return `${JSON.stringify(schema, undefined, 2)}\n`
}

const mapped = (fields: Readonly<Record<string, {readonly schema: unknown}>>): unknown =>
  Object.fromEntries(Object.entries(fields).map(([name, {schema}]) => [name, schema]))

/** A world that can be changed without changing this one. */
function draftOf(world: World): World {
  const copies = Object.entries(world).map(([name, value]: [string, unknown]) => [name, Array.isArray(value) ? [...value] : value])
  return Object.fromEntries(copies) as World
}
