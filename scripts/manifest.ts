import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import type {Command} from '@oclif/core/command'
import {Plugin} from '@oclif/core/config'
import type {PJSON} from '@oclif/core/interfaces'

export interface Manifest {
  readonly version: string
  readonly commands: Readonly<Record<string, Command.Cached>>
}

/**
 * oclif's description of all commands below a folder, made by loading each of them. Rejects when one of them cannot be loaded.
 * @param root Directory of package.json.
 * @param folder Folder of the commands, relative to the root.
 */
export async function describeCommands(root: string, folder: string): Promise<Manifest> {
  const packageJson = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as PJSON
  const pjson = {...packageJson, oclif: {...packageJson.oclif, commands: folder}}
  const plugin = new Plugin({
    root,
    pjson,
    isRoot: true,
    type: 'core',
    ignoreManifest: true,
    errorOnManifestCreate: true,
    respectNoCacheDefault: true,
  })
  await plugin.load()
  const commands = Object.entries(plugin.manifest.commands).toSorted(([a], [b]) => a.localeCompare(b))
  return {version: plugin.version, commands: Object.fromEntries(commands.map(([id, command]) => [id, portable(command)]))}
}

/** Without what names this machine or the loader. */
function portable({pluginAlias, pluginName, pluginType, isESM, relativePath, ...command}: Command.Cached): Command.Cached {
  return command
}
