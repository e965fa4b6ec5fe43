/** What a value is. `text` is anything that nobody can list. */
export type ValueKind =
  | 'check'
  | 'cluster'
  | 'cluster-group'
  | 'connector'
  | 'context'
  | 'file'
  | 'group'
  | 'group-class'
  | 'kept-option'
  | 'location'
  | 'namespace'
  | 'node'
  | 'pod'
  | 'provider'
  | 'scenario'
  | 'setting'
  | 'skippable-check'
  | 'subscription'
  | 'text'

/** Values that a flag takes several of, separated by commas. */
export const lists: ReadonlySet<ValueKind> = new Set(['group-class', 'kept-option', 'scenario', 'skippable-check'])

/** Values that may be files instead: when they begin with a dot or contain a slash. */
export const orFiles: ReadonlySet<ValueKind> = new Set(['scenario'])

/** What the flags take that have no list of allowed values; numbers and durations are `text`. */
const flagKinds: Readonly<Record<string, ValueKind>> = {
  'aci-resource-group': 'group',
  adopt: 'node',
  'assign-identity': 'text',
  'chart-digest': 'text',
  'chart-dir': 'file',
  'chart-url': 'file',
  class: 'group-class',
  'client-secret': 'text',
  'connector-name': 'connector',
  'container-group': 'text',
  context: 'context',
  count: 'text',
  defaults: 'text',
  exec: 'text',
  filename: 'file',
  from: 'file',
  'image-tag': 'text',
  kubeconfig: 'file',
  location: 'location',
  'lock-timeout': 'text',
  name: 'cluster',
  namespace: 'namespace',
  node: 'node',
  'node-name': 'node',
  port: 'text',
  query: 'text',
  report: 'file',
  reset: 'kept-option',
  'resource-group': 'cluster-group',
  save: 'file',
  scenario: 'scenario',
  'service-principal': 'text',
  set: 'text',
  'set-string': 'text',
  'set-values': 'file',
  'skip-checks': 'skippable-check',
  'smoke-namespace': 'namespace',
  'subnet-name': 'text',
  subscription: 'subscription',
  timeout: 'text',
  'vnet-name': 'text',
  'vnet-resource-group': 'group',
  'vnet-subnet-id': 'text',
  world: 'file',
}

/** Where a flag or an argument of one command takes something else. */
const ofCommand: Readonly<Record<string, ValueKind>> = {
  'config:get KEY': 'setting',
  'config:set KEY=VALUE': 'setting',
  'config:unset KEY': 'setting',
  'explain ID': 'check',
  // Also resource groups without a cluster.
  'orphans resource-group': 'group',
  'provider:check namespace': 'provider',
  'provider:register namespace': 'provider',
  'why POD': 'pod',
}

/** What a flag takes, or a positional argument by its name in capitals. Undefined if this table does not know it. */
export function valueKind(command: string, name: string): ValueKind | undefined {
  return ofCommand[`${command} ${name}`] ?? flagKinds[name]
}
