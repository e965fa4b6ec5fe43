import {join} from 'node:path'
import type {Command} from '@oclif/core/command'
import {UserError} from './lib/errors.ts'
import {readOwnText} from './lib/own-files.ts'

/** All commands and groups of the program, as data: enough for help and for finding a command without loading any of them. */
export interface Surface {
  readonly bin: string
  readonly version: string
  readonly summary: string
  /** Summary of each group by its id, such as `provider`. */
  readonly groups: Readonly<Record<string, string>>
  /** Commands by id, such as `provider:check`. */
  readonly commands: Readonly<Record<string, Command.Cached>>
}

interface PackageJson {
  readonly version: string
  readonly description: string
  readonly oclif: {readonly bin: string; readonly topics: Readonly<Record<string, {readonly description: string}>>}
}

/** Reads the surface from package.json, and the commands from the manifest of the build unless the caller passes them. */
export async function readSurface(root: string, commands?: Surface['commands']): Promise<Surface> {
  const [{version, description, oclif}, manifest] = await Promise.all([
    readJson<PackageJson>(root, 'package.json'),
    commands === undefined ? readJson<{readonly commands: Surface['commands']}>(root, 'oclif.manifest.json') : {commands},
  ])
  const groups = Object.fromEntries(Object.entries(oclif.topics).map(([id, topic]) => [id, topic.description]))
  return {bin: oclif.bin, version, summary: description, groups, commands: manifest.commands}
}

async function readJson<T>(root: string, path: string): Promise<T> {
  const text = await readOwnText(root, path)
  if (text === undefined)
    throw new UserError(`${join(root, path)} is missing.`, {
      hints: ["The installation of vkctl is incomplete. In a checkout, run 'npm run build'."],
    })
  return JSON.parse(text) as T
}
