import {az, kubectl} from '../lib/printed-commands/printed-command.ts'
import type {Line} from '../lib/printed-commands/printed-lines.ts'

/** What people type who know another tool, by the id of the command that does it. The ending `-connector` is left out. */
export const wordsForCommands: Readonly<Record<string, readonly string[]>> = {
  'install-connector': [
    'install',
    'reinstall',
    'add',
    'create',
    'deploy',
    'apply',
    'enable',
    'enable-addons',
    'setup',
    'set-up',
    'repair',
    'mend',
    'move',
    'adopt',
    // Also a connector that was scaled to 0.
    'start',
  ],
  'upgrade-connector': ['upgrade', 'update'],
  'remove-connector': [
    'remove',
    'uninstall',
    'deinstall',
    'delete',
    'destroy',
    'disable',
    'disable-addons',
    'undeploy',
    'purge',
    'teardown',
    'del',
    'rm',
  ],
  list: ['list', 'ls', 'get', 'get all', 'ps', 'connectors'],
  show: ['show', 'status', 'describe', 'info', 'inspect', 'details'],
  validate: ['validate', 'check', 'doctor', 'diagnose', 'verify', 'test', 'lint', 'health', 'preflight', 'troubleshoot'],
  why: ['why', 'logs', 'log', 'events', 'debug'],
  orphans: ['orphans', 'prune', 'gc', 'clean', 'cleanup', 'clean-up'],
  sample: ['sample', 'example', 'examples'],
  export: ['export', 'gitops', 'eject'],
  sandbox: ['sandbox', 'emulator', 'simulator'],
  version: ['version', 'versions'],
  'provider:check': ['provider show', 'provider list', 'provider status', 'provider get', 'provider validate', 'check provider'],
  'provider:register': ['register', 'register provider', 'provider add', 'provider enable', 'provider install', 'provider create'],
  'rbac:init': ['init', 'tiller init', 'rbac create', 'rbac install'],
}

const unregister = [
  'vkctl does not unregister resource providers, which others in the subscription may use. az does:',
  az`provider unregister --namespace Microsoft.ContainerInstance`,
]

/** What vkctl does not do, and who does. */
export const notOurs: Readonly<Record<string, readonly Line[]>> = {
  'provider unregister': unregister,
  'provider remove': unregister,
  'provider delete': unregister,
  restart: [
    'To restart a connector, whose release and namespace vkctl list shows:',
    kubectl`rollout restart deployment RELEASE --namespace NAMESPACE`,
  ],
  unregister,
  login: ['vkctl uses the sign-in of az: az login'],
  rollback: [
    'vkctl goes back by itself if an upgrade fails. To go back later, pass the earlier values, such as --image-tag, to vkctl upgrade-connector.',
  ],
}

/** What other tools call a flag, by its name here. */
export const wordsForFlags: Readonly<Record<string, readonly string[]>> = {
  name: ['cluster', 'cluster-name'],
  'resource-group': ['rg', 'group'],
  namespace: ['ns'],
  location: ['region'],
  output: ['format', 'out'],
  context: ['kube-context'],
  'only-show-errors': ['quiet', 'silent'],
  yes: ['assume-yes', 'auto-approve', 'no-prompt', 'non-interactive'],
  'dry-run': ['dryrun', 'what-if', 'plan'],
  'skip-checks': ['ignore', 'ignore-checks', 'skip', 'skip-preflight', 'skip-preflight-checks', 'ignore-preflight-errors'],
  'set-values': ['values', 'values-file'],
  'image-tag': ['image', 'tag'],
  'chart-url': ['chart-path', 'repo'],
  'service-principal': ['client-id', 'app-id', 'sp'],
  'client-secret': ['password'],
  'assign-identity': ['identity', 'identity-id'],
  'vnet-subnet-id': ['subnet', 'subnet-id'],
  'os-type': ['platform'],
  'connector-name': ['release', 'release-name'],
  timeout: ['wait-timeout'],
}
