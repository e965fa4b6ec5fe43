import {Ajv2020, type ErrorObject, type ValidateFunction} from 'ajv/dist/2020.js'
import schema from '../../../../schemas/bundle.schema.json' with {type: 'json'}

/** A fact that is not as the schema says. */
export interface Misfit {
  /** The name of the fact. */
  readonly fact: string
  readonly fault: string
}

/** Where a fact is in a bundle: of the cluster, or of one of its connectors. */
const factPath = /^\/inspection\/(?:cluster|connectors\/(?<index>\d+))\/facts\/(?<fact>[A-Za-z]+)/

/** Stories of pods are one more fact: without them, the findings are the same. */
const podsPath = /^\/inspection\/(?<fact>failingPods)\b/

/** More than a bundle has facts. */
const mostMisfits = 10_000

/**
 * Makes a value fit the schema of bundles (schemas/bundle.schema.json): removes what the schema does not name, and facts that are otherwise than it says.
 * Changes the value. Returns those facts, or a phrase about what else is wrong, and then the value is no bundle.
 */
export function fitSchema(value: unknown): readonly Misfit[] | string {
  const validate = compile()
  const misfits: Misfit[] = []
  while (!validate(value)) {
    const fault = faultOf(validate.errors)
    const path = validate.errors?.[0]?.instancePath ?? ''
    const {index, fact} = (factPath.exec(path) ?? podsPath.exec(path))?.groups ?? {}
    if (fact === undefined || misfits.length > mostMisfits) return fault
    misfits.push({fact, fault})
    removeFact(value, index, fact)
  }
  return misfits
}

let compiled: ValidateFunction | undefined

function compile(): ValidateFunction {
  compiled ??= new Ajv2020({strict: false, removeAdditional: true, meta: false, validateSchema: false}).compile(schema)
  return compiled
}

function faultOf(errors: readonly ErrorObject[] | null | undefined): string {
  const error = errors?.[0]
  return `${error?.instancePath === '' ? 'it' : (error?.instancePath ?? 'it')} ${error?.message ?? 'is wrong'}`
}

/** A bundle as far as the schema has been checked when it says that a fact is wrong. */
interface Facts {
  readonly inspection: {
    readonly cluster: {readonly facts: Record<string, unknown>}
    readonly connectors: readonly {readonly facts: Record<string, unknown>}[]
    failingPods?: unknown
  }
}

function removeFact({inspection}: Facts, index: string | undefined, fact: string): void {
  if (fact === 'failingPods') delete inspection.failingPods
  const {cluster, connectors} = inspection
  const {facts} = index === undefined ? cluster : (connectors[Number(index)] ?? cluster)
  delete facts[fact]
}
