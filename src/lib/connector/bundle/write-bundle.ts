import {dirname} from 'node:path'
import {gzipSync} from 'node:zlib'
import {UserError, UsageError} from '../../errors.ts'
import {exists, isDirectory, writePrivately} from '../../files.ts'
import type {Inspection} from '../inspection/inspection.ts'
import {bundleFormat, type Bundle} from './bundle.ts'
import {fitSchema, type Misfit} from './fit-schema.ts'
import {toJson} from './plain-json.ts'
import {largestBundle} from './read-bundle.ts'

/** Throws UsageError if there is something at the path of a new bundle, or no folder for it. */
export async function refuseTaken(path: string): Promise<void> {
  if (!(await isDirectory(dirname(path)))) throw new UsageError(`argument --save: There is no folder ${dirname(path)}.`)
  if (await exists(path)) throw new UsageError(`argument --save: ${path} already exists.`, {hints: ['Delete it, or choose another name.']})
}

/**
 * Writes a bundle that only this user can read; compressed if the name ends in `.gz`. Returns the facts that the bundle cannot hold. Rejects with UserError if
 * the file exists or cannot be written.
 */
export async function writeBundle(path: string, bundle: Bundle): Promise<readonly Misfit[]> {
  const {text, misfits} = bundleText(bundle)
  const bytes = Buffer.from(text)
  if (bytes.length > largestBundle) throw new UserError(`The bundle is larger than ${largestBundle / 1024 / 1024} MiB and was not written.`)
  await writePrivately(path, path.toLowerCase().endsWith('.gz') ? gzipSync(bytes) : bytes)
  return misfits
}

/** A bundle as it is in its file. */
export function bundleText(bundle: Bundle): {readonly text: string; readonly misfits: readonly Misfit[]} {
  const json = toJson(bundle)
  const misfits = fitSchema(json)
  if (typeof misfits === 'string') throw new Error(`The bundle cannot be written: ${misfits}.`)
  return {text: `${JSON.stringify(json, undefined, 1)}\n`, misfits}
}

export function bundleOf(inspection: Inspection, vkctlVersion: string, saved: Date): Bundle {
  return {format: bundleFormat, vkctlVersion, saved, inspection}
}
