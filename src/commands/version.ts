import * as Flags from '@oclif/core/flags'
import {VkctlCommand} from '../command.ts'
import {inGroup} from '../help/argument-groups.ts'
import type {LatestVersion} from '../lib/latest-version.ts'
import {findTool, ToolMissing, type ToolName} from '../lib/tools.ts'
import {toolVersion} from '../lib/tool-version.ts'

interface Tool {
  readonly version: string
  readonly path: string
}

export default class Version extends VkctlCommand {
  static override summary = 'Show the versions of vkctl, Node.js, helm and kubectl.'
  static override description = 'The value is null for a tool that is not found or does not run.'
  static override flags = inGroup('Behaviour', {
    check: Flags.boolean({summary: 'Ask the registry of npm whether there is a newer version. vkctl does so only with this option.'}),
  })
  static override examples = [
    {description: 'Show which helm and kubectl vkctl uses', command: 'vkctl version -o json'},
    {description: 'Show whether there is a newer version', command: 'vkctl version --check --query updateAvailable'},
  ]

  async run(): Promise<void> {
    const {flags} = await this.parse(Version)
    const {version} = this.config
    const [helm, kubectl, check] = await Promise.all([
      this.#find('helm'),
      this.#find('kubectl'),
      flags.check ? this.#latest(version) : undefined,
    ])
    await this.print(
      {vkctl: version, node: process.versions.node, helm, kubectl, ...check},
      {
        table: versions => [
          {component: 'vkctl', version: versions.vkctl, path: null},
          ...(check === undefined ? [] : [{component: 'vkctl, latest', version: check.latest, path: null}]),
          {component: 'node', version: versions.node, path: process.execPath},
          {component: 'helm', ...(versions.helm ?? {version: 'not found'})},
          {component: 'kubectl', ...(versions.kubectl ?? {version: 'not found'})},
        ],
      },
    )
    if (check?.updateAvailable === true) this.talk.warning(`vkctl ${check.latest} is available: npm install -g vkctl`)
  }

  async #latest(version: string): Promise<LatestVersion> {
    const {latestVersion} = await import('../lib/latest-version.ts')
    return latestVersion(this.system.runner(this.talk), this.system.env, {name: 'vkctl', version})
  }

  async #find(name: ToolName): Promise<Tool | null> {
    try {
      const path = await findTool(name, this.system.env)
      return {version: await toolVersion(this.system.runner(this.talk), name, path), path}
    } catch (error) {
      this.system.signal.throwIfAborted()
      const reason = error instanceof Error ? error.message : String(error)
      // A tool that is there and does not run is not simply missing.
      if (error instanceof ToolMissing) this.talk.info(reason)
      else this.talk.warning(reason)
      return null
    }
  }
}
