import {parseGoDuration} from '../go-quirks.ts'

/** The flags that have an effect (azure-aci v1.6.4 cmd/virtual-kubelet/main.go). */
export interface ConnectorFlags {
  nodename: string
  os: string
  'provider-config': string
  'cluster-domain': string
  'startup-timeout': number
  'disable-taint': boolean
  'log-level': string
  'client-verify-ca': string
  'no-verify-clients': boolean
  'authentication-token-webhook': boolean
  taint: string
}

/** The text that cobra prints before the usage. */
export class FlagError extends Error {}

type Kind = 'string' | 'bool' | 'int' | 'duration'

const kinds: Readonly<Record<string, Kind>> = {
  nodename: 'string',
  os: 'string',
  'provider-config': 'string',
  'cluster-domain': 'string',
  'startup-timeout': 'duration',
  'disable-taint': 'bool',
  'log-level': 'string',
  'pod-sync-workers': 'int',
  'full-resync-period': 'duration',
  'client-verify-ca': 'string',
  'no-verify-clients': 'bool',
  'authentication-token-webhook': 'bool',
  'authentication-token-webhook-cache-ttl': 'duration',
  'authorization-webhook-cache-authorized-ttl': 'duration',
  'authorization-webhook-cache-unauthorized-ttl': 'duration',
  'trace-sample-rate': 'string',
  namespace: 'string',
  'metrics-addr': 'string',
  provider: 'string',
  'enable-node-lease': 'bool',
  taint: 'string',
  help: 'bool',
}

const deprecated: Readonly<Record<string, string>> = {
  namespace: 'cannot set namespace, all namespaces watched',
  'metrics-addr': 'metrics are only available on the main api port',
  provider: 'only one provider is supported',
  taint: 'Taint key should now be configured using the VKUBELET_TAINT_KEY environment variable',
}

function parseValue(name: string, kind: Kind, text: string): string | number | boolean {
  const invalid = (why: string): never => {
    throw new FlagError(`invalid argument ${JSON.stringify(text)} for "--${name}" flag: ${why}`)
  }
  if (kind === 'bool') {
    if (/^(1|t|T|TRUE|true|True)$/.test(text)) return true
    if (/^(0|f|F|FALSE|false|False)$/.test(text)) return false
    return invalid(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`)
  }
  if (kind === 'int')
    return /^-?\d+$/.test(text) ? Number(text) : invalid(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
  if (kind === 'duration') return parseGoDuration(text) ?? invalid(`time: invalid duration ${JSON.stringify(text)}`)
  return text
}

/** Parses argv as pflag does. `warn` gets the lines about deprecated flags; `help` is asked when the result is undefined. */
export function parseFlags(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  warn: (line: string) => void,
): ConnectorFlags | undefined {
  const flags: ConnectorFlags = {
    nodename: 'vk-aci-test-aks',
    os: 'Linux',
    'provider-config': '',
    'cluster-domain': 'cluster.local',
    'startup-timeout': 0,
    'disable-taint': false,
    'log-level': 'info',
    'client-verify-ca': env['APISERVER_CA_CERT_LOCATION'] ?? '',
    'no-verify-clients': false,
    'authentication-token-webhook': false,
    taint: env['VKUBELET_TAINT_KEY'] ?? 'virtual-kubelet.io/provider',
  }
  for (const {name, value} of given(args)) {
    if (name === 'help') return undefined
    if (deprecated[name] !== undefined) warn(`Flag --${name} has been deprecated, ${deprecated[name]}`)
    if (name in flags) Object.assign(flags, {[name]: value})
  }
  return flags
}

function kindOf(name: string): Kind {
  const kind = name.startsWith('klog.') ? 'string' : kinds[name]
  if (kind === undefined) throw new FlagError(`unknown flag: --${name}`)
  return kind
}

/** The flags of argv with their values, in order. */
function* given(args: readonly string[]): Generator<{name: string; value: string | number | boolean}> {
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? ''
    if (argument === '--') return
    if (argument === '-h') yield {name: 'help', value: true}
    else if (/^-[^-]/.test(argument)) throw new FlagError(`unknown shorthand flag: '${argument[1] ?? ''}' in ${argument}`)
    if (!argument.startsWith('--')) continue
    const [, name = '', inline] = /^--([^=]*)(?:=(.*))?$/s.exec(argument) ?? []
    const kind = kindOf(name)
    const text = inline ?? (kind === 'bool' ? 'true' : args[++index])
    if (text === undefined) throw new FlagError(`flag needs an argument: --${name}`)
    yield {name, value: parseValue(name, kind, text)}
  }
}
