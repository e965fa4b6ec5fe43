import {fileURLToPath} from 'node:url'
import {API, type Checker, type Symbol, type Type, TypeFlags, SymbolFlags} from 'typescript/unstable/sync'

type Schema = Readonly<Record<string, unknown>>

/** A Date of a fact, which JSON does not have. */
const date: Schema = {
  type: 'object',
  description: 'A time, ISO 8601.',
  properties: {$date: {type: 'string', pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$`}},
  required: ['$date'],
  additionalProperties: false,
}

/** The error of a fact that could not be read; its reason and hints are enough. */
const unsaved: ReadonlySet<string> = new Set(['error'])

/**
 * The schema of a bundle (schemas/bundle.schema.json), from the types of src/lib/connector/bundle/bundle.ts: what a type does not name, no rule can read, and
 * no bundle contains. Throws if a type cannot be saved as JSON.
 */
export function bundleSchema(): string {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const api = new API({cwd: root})
  try {
    const snapshot = api.updateSnapshot({openProjects: [`${root}scripts/bundle-schema.tsconfig.json`]})
    const file = `${root}src/lib/connector/bundle/bundle.ts`
    const {checker, program} = snapshot.getProjects()[0] ?? fail('There is no project.')
    const source = program.getSourceFile(file) ?? fail(`There is no ${file}.`)
    const found = checker.getSymbolAtLocation(source) ?? fail('bundle.ts is no module.')
    const bundle = checker.getMemberInModuleExports(found, 'Bundle') ?? fail('There is no type Bundle.')
    const walk = walker(checker)
    const {$ref, ...top} = walk.schemaOf(checker.getDeclaredTypeOfSymbol(bundle), 'Bundle')
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Bundle',
      ...top,
      $ref,
      $defs: {Date: date, ...walk.definitions()},
    }
    return `${JSON.stringify(schema, undefined, 2)}\n`
  } finally {
    api.close()
  }
}

function fail(message: string): never {
  throw new Error(message)
}

function walker(checker: Checker) {
  const defs = new Map<string, {readonly type: number; schema: Schema | undefined}>()

  /** Interfaces have a definition each; what has no name stands where it is used. */
  function schemaOf(type: Type, path: string): Schema {
    if (type.isUnionType()) return unionOf(type.getTypes(), path)
    if (type.isStringLiteralType() || type.isNumberLiteralType() || type.isBooleanLiteralType()) return {const: type.value}
    if ((type.flags & TypeFlags.Unknown) !== 0) return {}
    if (type.isIntrinsicType()) return intrinsic(type.intrinsicName, path)
    if (checker.isArrayType(type)) return {type: 'array', items: schemaOf(only(type, path), path)}
    if (type.getSymbol()?.name === 'Date') return {$ref: '#/$defs/Date'}
    const name = nameOf(type)
    return name === undefined ? objectOf(type, path) : referTo(type, name, path)
  }

  function only(type: Type, path: string): Type {
    if (!type.isTypeReference()) return fail(`${path} is an array of what?`)
    return checker.getTypeArguments(type)[0] ?? fail(`${path} is an array of what?`)
  }

  function referTo(type: Type, name: string, path: string): Schema {
    const taken = [...defs].find(([, {type: id}]) => id === type.id)?.[0]
    if (taken !== undefined) return {$ref: `#/$defs/${taken}`}
    let own = name
    for (let count = 2; defs.has(own); count++) own = `${name}${count}`
    const entry: {readonly type: number; schema: Schema | undefined} = {type: type.id, schema: undefined}
    defs.set(own, entry)
    entry.schema = objectOf(type, path)
    return {$ref: `#/$defs/${own}`}
  }

  function objectOf(type: Type, path: string): Schema {
    if (checker.getSignaturesOfType(type, 0).length > 0) fail(`${path} is a function, which a bundle cannot contain.`)
    const [index] = checker.getIndexInfosOfType(type)
    if (index !== undefined) return {type: 'object', additionalProperties: schemaOf(index.valueType, `${path}.*`)}
    return objectWith(propertiesOf(type, path))
  }

  interface Property {
    readonly schema: Schema
    readonly required: boolean
  }

  function propertiesOf(type: Type, path: string): ReadonlyMap<string, Property> {
    return new Map(
      checker
        .getPropertiesOfType(type)
        .filter(({name}) => !unsaved.has(name))
        .map(symbol => [symbol.name, propertyOf(symbol, `${path}.${symbol.name}`)]),
    )
  }

  function propertyOf(symbol: Symbol, path: string): Property {
    const type = checker.getTypeOfSymbol(symbol) ?? fail(`${path} has no type.`)
    const mayLack = (symbol.flags & SymbolFlags.Optional) !== 0 || partsOf(type).some(part => (part.flags & TypeFlags.Undefined) !== 0)
    const description = symbol.getDocumentationComment(checker).replaceAll(/\s+/g, ' ')
    const schema = schemaOf(type, path)
    return {
      schema: description === '' ? schema : {description, ...schema},
      required: !mayLack && (type.flags & TypeFlags.Unknown) === 0,
    }
  }

  /** A union of objects is one object with the fields of all of them, so that a field of none is easy to tell. */
  function unionOf(all: readonly Type[], path: string): Schema {
    const types = all.filter(({flags}) => (flags & TypeFlags.Undefined) === 0)
    if (types.length === 1) return schemaOf(types[0] ?? fail(path), path)
    const objects = types.filter(type => type.isObjectType() && !checker.isArrayType(type))
    const others = types.filter(type => !objects.includes(type))
    if (objects.length === 0) return simplest(others.map(type => schemaOf(type, path)))
    if (others.length > 0) return fail(`${path} is an object or something else, which a bundle cannot contain.`)
    if (objects.length === 1) return schemaOf(objects[0] ?? fail(path), path)
    return eitherOf(objects.map(type => propertiesOf(type, path)))
  }

  return {
    schemaOf,
    definitions: (): Schema =>
      Object.fromEntries([...defs].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, {schema}]) => [name, schema])),
  }

  function eitherOf(kinds: readonly ReadonlyMap<string, Property>[]): Schema {
    const names = [...new Set(kinds.flatMap(kind => [...kind.keys()]))]
    const merged = names.map(name => {
      const here = kinds.flatMap(kind => kind.get(name) ?? [])
      const required = here.length === kinds.length && here.every(one => one.required)
      return [name, {schema: simplest(here.map(({schema}) => schema)), required}] as const
    })
    const branches = kinds.map(kind => ({
      type: 'object',
      properties: Object.fromEntries(
        [...kind]
          .filter(([, {schema, required}]) => 'const' in schema || required)
          .map(([name, {schema}]) => [name, 'const' in schema ? {const: schema['const']} : true]),
      ),
      required: [...kind].filter(([, {required}]) => required).map(([name]) => name),
    }))
    return {...objectWith(new Map(merged)), anyOf: branches}
  }

  function objectWith(properties: ReadonlyMap<string, Property>): Schema {
    return {
      type: 'object',
      properties: Object.fromEntries([...properties].map(([name, {schema}]) => [name, schema])),
      required: [...properties].filter(([, {required}]) => required).map(([name]) => name),
      additionalProperties: false,
    }
  }
}

function partsOf(type: Type): readonly Type[] {
  return type.isUnionType() ? type.getTypes() : [type]
}

/** The name of an interface or of an alias; undefined for a type with parameters, of which there can be many. */
function nameOf(type: Type): string | undefined {
  const alias = type.getAliasSymbol()
  if (alias !== undefined) return type.getAliasTypeArguments().length === 0 ? alias.name : undefined
  return type.isClassOrInterface() ? type.getSymbol()?.name : undefined
}

function intrinsic(name: string, path: string): Schema {
  if (name === 'true' || name === 'false') return {const: name === 'true'}
  if (['string', 'number', 'boolean', 'null'].includes(name)) return {type: name}
  if (name === 'object') return {type: 'object', properties: {}, additionalProperties: false}
  return fail(`${path} is ${name}, which a bundle cannot contain.`)
}

/** One schema for several of values without fields. */
function simplest(all: readonly Schema[]): Schema {
  const schemas = all.filter((one, index) => all.findIndex(other => JSON.stringify(other) === JSON.stringify(one)) === index)
  if (schemas.length === 1) return schemas[0] ?? {}
  const values = schemas.filter(schema => 'const' in schema).map(schema => schema['const'])
  const rest = schemas.filter(schema => !('const' in schema))
  if (rest.length === 0)
    return values.length === 2 && values.every(value => typeof value === 'boolean') ? {type: 'boolean'} : {enum: values}
  if (values.length === 0 && rest.every(schema => Object.keys(schema).join() === 'type')) return {type: rest.map(schema => schema['type'])}
  return {anyOf: [...rest, ...(values.length === 0 ? [] : [{enum: values}])]}
}
