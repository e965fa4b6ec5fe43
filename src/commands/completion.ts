import * as Args from '@oclif/core/args'
import {VkctlCommand} from '../command.ts'
import {readTemplate} from '../lib/templates/read-template.ts'

/** The shells, and the file of each in `templates/completion`. */
const files = {bash: 'vkctl.bash', zsh: 'vkctl.zsh', fish: 'vkctl.fish', powershell: 'vkctl.ps1'} as const
const shells = Object.keys(files)

export default class Completion extends VkctlCommand {
  static override summary = 'Print the script that completes vkctl commands in a shell.'
  static override description =
    'It completes commands, options and their values; also the names of your clusters, resource groups, connectors and pods, which vkctl reads in the background. Prints the script, whatever --output says.'
  static override args = {
    shell: Args.string({required: true, options: shells, description: `The shell: ${shells.join(', ')}.`}),
  }
  static override examples = [
    {description: 'Load it in bash: add this line to ~/.bashrc', command: 'eval "$(vkctl completion bash)"'},
    {description: 'Load it in zsh: add this line to ~/.zshrc', command: 'eval "$(vkctl completion zsh)"'},
    {
      description: 'Load it in fish: save it in the folder that fish loads completions from',
      command: 'vkctl completion fish > ~/.config/fish/completions/vkctl.fish',
    },
    {
      description: 'Load it in PowerShell: add this line to the file that $PROFILE names',
      command: 'vkctl completion powershell | Out-String | Invoke-Expression',
    },
  ]

  async run(): Promise<void> {
    const {args} = await this.parse(Completion)
    this.system.write(await readTemplate(this.config.root, `completion/${files[args.shell as keyof typeof files]}`))
  }
}
