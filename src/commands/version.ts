import {VkctlCommand} from '../command.ts'
import {findTool, type ToolName} from '../lib/tools.ts'
import {toolVersion} from '../lib/tool-version.ts'

interface Tool {
  readonly version: string
  readonly path: string
}

export default class Version extends VkctlCommand {
  static override summary = 'Show the versions of vkctl, Node.js, helm and kubectl.'
  static override description = 'The value is null for a tool that is not found or does not run.'
  static override examples = [{description: 'Show which helm and kubectl vkctl uses', command: 'vkctl version -o json'}]

  async run(): Promise<void> {
    await this.parse(Version)
    const [helm, kubectl] = await Promise.all([this.#find('helm'), this.#find('kubectl')])
    await this.print(
      {vkctl: this.config.version, node: process.versions.node, helm, kubectl},
      {
        table: versions => [
          {component: 'vkctl', version: versions.vkctl, path: null},
          {component: 'node', version: versions.node, path: process.execPath},
          {component: 'helm', ...(versions.helm ?? {version: 'not found'})},
          {component: 'kubectl', ...(versions.kubectl ?? {version: 'not found'})},
        ],
      },
    )
  }

  async #find(name: ToolName): Promise<Tool | null> {
    try {
      const path = await findTool(name, this.system.env)
      return {version: await toolVersion(this.system.runner(this.talk), name, path), path}
    } catch (error) {
      this.system.signal.throwIfAborted()
      this.talk.info(error instanceof Error ? error.message : String(error))
      return null
    }
  }
}
