import {gunzipSync} from 'node:zlib'
import {clusterRules, connectorRules, leftNodeRules, virtualNodes2Rules} from '../../checks/catalogue.ts'
import {unsaved, type Fact} from '../../checks/engine/fact.ts'
import {UsageError} from '../../errors.ts'
import {readGivenBytes} from '../../given-file.ts'
import {bundleFormat, type Bundle} from './bundle.ts'
import {fitSchema} from './fit-schema.ts'
import {fromJson} from './plain-json.ts'

/** The largest bundle, in bytes, whether compressed or not. */
export const largestBundle = 64 * 1024 * 1024

/** Reads a bundle. Nothing in it is executed, opened or asked for. Throws UsageError if the file is no bundle that this vkctl can read. */
export async function readBundle(path: string): Promise<Bundle> {
  const bytes = await readGivenBytes(path, {mostBytes: largestBundle})
  if (bytes === undefined) throw new UsageError(`There is no file ${path}.`)
  if (bytes.length > largestBundle) throw tooLarge(path)
  try {
    return parseBundle(textOf(path, bytes), path)
  } catch (error) {
    // JSON that is nested a million times exceeds the stack.
    if (error instanceof RangeError) throw noBundle(path, error.message)
    throw error
  }
}

/** Parses the text of a bundle. Throws UsageError if it is none, and RangeError if it contains a time that does not exist or is nested too deeply. */
export function parseBundle(text: string, path: string): Bundle {
  const json = parseJson(text, path)
  refuseNewer(json, path)
  const misfits = fitSchema(json)
  if (typeof misfits === 'string') throw noBundle(path, misfits)
  const bundle = fromJson(json) as Bundle
  return withEveryFact(bundle)
}

function textOf(path: string, bytes: Uint8Array): string {
  const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b
  if (!isCompressed) return new TextDecoder().decode(bytes)
  try {
    return gunzipSync(bytes, {maxOutputLength: largestBundle}).toString('utf8')
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(path) : noBundle(path, (error as Error).message)
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw noBundle(path, (error as Error).message)
  }
}

function refuseNewer(json: unknown, path: string): void {
  if (typeof json !== 'object' || json === null || !('format' in json) || typeof json.format !== 'number') {
    throw noBundle(path, 'it does not say its format')
  }
  if (json.format <= bundleFormat) return
  const writer = 'vkctlVersion' in json && typeof json.vkctlVersion === 'string' ? `vkctl ${json.vkctlVersion}` : 'a newer vkctl'
  throw new UsageError(`${path} was written by ${writer} in format ${json.format}. This vkctl reads formats up to ${bundleFormat}.`, {
    hints: ['Update vkctl.'],
  })
}

function noBundle(path: string, why: string): UsageError {
  return new UsageError(`${path} is not a bundle of vkctl validate --save, or is incomplete: ${why}.`)
}

function tooLarge(path: string): UsageError {
  return new UsageError(`${path} is larger than ${largestBundle / 1024 / 1024} MiB, the limit for a bundle.`)
}

/** A bundle in which every fact that the checks need is either there or not saved. */
function withEveryFact(bundle: Bundle): Bundle {
  const {inspection, vkctlVersion} = bundle
  const reason = `The bundle of vkctl ${vkctlVersion} does not contain what this check needs`
  const complete = <Facts extends object>(facts: Facts, names: ReadonlySet<string>): Facts => {
    const lacking = [...names].filter(name => !Object.hasOwn(facts, name))
    return {...facts, ...Object.fromEntries(lacking.map((name): [string, Fact<never>] => [name, unsaved(reason)]))}
  }
  const ofCluster = needsOf(clusterRules)
  const ofConnector = needsOf([...connectorRules, ...leftNodeRules, ...virtualNodes2Rules])
  const facts = complete(inspection.cluster.facts, ofCluster)
  const shared = new Set(Object.keys(facts))
  const own = new Set([...ofConnector].filter(name => !shared.has(name)))
  return {
    ...bundle,
    inspection: {
      ...inspection,
      cluster: {...inspection.cluster, facts},
      connectors: inspection.connectors.map(connector => ({...connector, facts: complete(connector.facts, own)})),
    },
  }
}

function needsOf(rules: readonly {readonly needs: readonly string[]}[]): ReadonlySet<string> {
  return new Set(rules.flatMap(({needs}) => needs))
}
