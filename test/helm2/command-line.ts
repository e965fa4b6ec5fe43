/** What Helm 2.17 accepts of what a program needs: per command the flags, those with a value marked by `true`. */
const commands: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  version: {'--short': false, '--client': false},
  init: {'--service-account': true, '--skip-refresh': false},
  ls: {'--all': false, '--namespace': true, '--offset': true, '--output': true},
  upgrade: {'--install': false, '--namespace': true, '--reset-values': false, '-f': true, '--timeout': true},
  delete: {'--purge': false, '--timeout': true},
  rollback: {'--timeout': true},
  history: {'--output': true},
  template: {'--name': true, '--namespace': true, '-f': true, '--kube-version': true},
  'get values': {'--output': true},
  'inspect chart': {},
  fetch: {'--destination': true},
}
const everywhere: Readonly<Record<string, boolean>> = {'--kubeconfig': true, '--kube-context': true, '--tiller-connection-timeout': true}

export interface CommandLine {
  readonly command: string
  readonly positionals: readonly string[]
  readonly flags: ReadonlyMap<string, string>
}

/** Throws with Helm's words for what Helm 2 does not know. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const [first = '', second = ''] = argv
  const command = Object.keys(commands).find(name => name === first || name === `${first} ${second}`)
  const known = command === undefined ? undefined : commands[command]
  if (command === undefined || known === undefined) throw new Error(`unknown command "${first}" for "helm"`)
  const flags = new Map<string, string>()
  const positionals: string[] = []
  const rest = argv.slice(command.split(' ').length)
  for (let index = 0; index < rest.length; index++) {
    const word = rest[index] ?? ''
    if (!word.startsWith('-') || word === '-') {
      positionals.push(word)
      continue
    }
    const takesValue = known[word] ?? everywhere[word]
    if (takesValue === undefined) throw new Error(`unknown flag: ${word}`)
    const value = takesValue ? rest[++index] : ''
    if (value === undefined) throw new Error(`flag needs an argument: ${word}`)
    flags.set(word, value)
  }
  checkTimeout(flags.get('--timeout'))
  return {command, positionals, flags}
}

/** A number of seconds here, not a duration as in Helm 3. */
function checkTimeout(value = '0'): void {
  if (!/^\d+$/.test(value))
    throw new Error(`invalid argument "${value}" for "--timeout" flag: strconv.ParseInt: parsing "${value}": invalid syntax`)
}
