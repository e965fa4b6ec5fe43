import which from 'which'

export type Shell = 'bash' | 'zsh' | 'fish'

interface Interactive {
  /** Starts the shell without files of the user. */
  readonly command: string
  /** Lines that load the completion of vkctl. */
  readonly load: readonly string[]
  /** Other ways to load it. */
  readonly otherLoads: readonly (readonly [title: string, lines: readonly string[]])[]
  /** Lines that define `args`, which prints a number and then each of its arguments in angle brackets. */
  readonly args: readonly string[]
}

const posixArgs = [String.raw`args() { printf '{%s}' "$1"; shift; printf '<%s>' "$@"; printf '{end}\n'; }`]
const compinit = ['autoload -U compinit', 'compinit -u -D']

export const interactive: Readonly<Record<Shell, Interactive>> = {
  bash: {
    command: 'bash --noprofile --norc -i',
    load: ['eval "$(vkctl completion bash)"'],
    otherLoads: [
      ['with source', ['source <(vkctl completion bash)']],
      ['without compopt, as in bash 3.2', ['enable -n compopt', 'eval "$(vkctl completion bash)"']],
      ['in a strict shell', ['set -u', 'eval "$(vkctl completion bash)"']],
    ],
    args: posixArgs,
  },
  zsh: {
    command: 'zsh -f -i',
    load: ['bindkey -e', ...compinit, 'eval "$(vkctl completion zsh)"'],
    otherLoads: [
      ['before compinit', ['bindkey -e', 'source <(vkctl completion zsh)', ...compinit]],
      ['from a folder of functions', ['bindkey -e', 'vkctl completion zsh > _vkctl', 'fpath=($PWD $fpath)', ...compinit]],
      ['in a strict shell', ['bindkey -e', 'setopt no_unset sh_word_split', ...compinit, 'eval "$(vkctl completion zsh)"']],
    ],
    args: posixArgs,
  },
  fish: {
    command: 'fish --no-config -i',
    load: ['vkctl completion fish | source'],
    otherLoads: [['from a folder of completions', ['vkctl completion fish > vkctl.fish', 'set -p fish_complete_path .']]],
    args: [String.raw`function args; printf '{%s}' $argv[1]; printf '<%s>' $argv[2..]; printf '{end}\n'; end`],
  },
}

/** What is missing to try a shell in a terminal: the shell, or `script` of util-linux, which makes the terminal. */
export function missing(shell: Shell): string | undefined {
  if (process.platform !== 'linux') return 'script of util-linux'
  return ['script', shell].find(program => which.sync(program, {nothrow: true}) === null)
}
