import {Config} from '@oclif/core/config'
import {readFile} from 'node:fs/promises'
import {join} from 'node:path'

/**
 * oclif's description of all commands below a folder, made by loading each of them.
 * @param {string} root Directory of package.json.
 * @param {string} folder Folder of the commands, relative to the root.
 */
export async function describeCommands(root, folder) {
  const pjson = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const config = await Config.load({
    root,
    pjson: {...pjson, oclif: {...pjson.oclif, commands: folder}},
    ignoreManifest: true,
    errorOnManifestCreate: true,
    isRoot: true,
  })
  const [plugin] = config.plugins.values()
  const commands = Object.entries(plugin.manifest.commands).toSorted(([a], [b]) => a.localeCompare(b))
  return {version: pjson.version, commands: Object.fromEntries(commands.map(([id, command]) => [id, portable(command)]))}
}

/** Without what names this machine or the loader. */
function portable(described) {
  const {pluginAlias, pluginName, pluginType, isESM, relativePath, ...command} = described
  return command
}
