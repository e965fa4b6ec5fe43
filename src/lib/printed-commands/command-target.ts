import type {PrintedCommand} from './printed-command.ts'

/** What says which cluster a run was about, as the user gave it. Plain data: a bundle contains it. */
export interface CommandTarget {
  readonly resourceGroup?: string
  readonly clusterName?: string
  /** `--subscription`: name or id. */
  readonly subscription?: string
  /** Of the environment variable AZURE_SUBSCRIPTION_ID, which vkctl reads and az does not. */
  readonly environmentSubscription?: string
  readonly kubeconfig?: string
  readonly context?: string
  readonly admin?: boolean
}

/** Commands of vkctl that need no cluster. */
const withoutCluster: ReadonlySet<string> = new Set(['explain', 'provider', 'sandbox', 'sample', 'version'])

/** Commands of vkctl that read a cluster without Azure if they get a kubeconfig or a context. */
const readers: ReadonlySet<string> = new Set(['list', 'show', 'validate', 'why'])

/** An option with its value, if it has one. */
type Option = readonly [name: string, ...value: string[]]

/** The words of a command with the options that say which cluster is meant, but for those that it has. */
export function completeWords({program, words}: PrintedCommand, target: CommandTarget): readonly string[] {
  const further = optionsOf(program, words, target).filter(([name]) => !words.includes(name))
  const added = further.flat()
  const end = words.indexOf('--')
  return end === -1 ? [...words, ...added] : words.toSpliced(end, 0, ...added)
}

function optionsOf(program: PrintedCommand['program'], words: readonly string[], target: CommandTarget): readonly Option[] {
  const {subscription, environmentSubscription, kubeconfig, context} = target
  if (program === 'vkctl') return optionsOfVkctl(words, target)
  // An id of Azure names its subscription.
  if (program === 'az') return words.includes('--ids') ? [] : optional('--subscription', subscription ?? environmentSubscription)
  if (program === 'kubectl' || program === 'flux') return [...optional('--kubeconfig', kubeconfig), ...optional('--context', context)]
  if (program === 'helm') return [...optional('--kubeconfig', kubeconfig), ...optional('--kube-context', context)]
  return []
}

function optionsOfVkctl(words: readonly string[], target: CommandTarget): readonly Option[] {
  const {resourceGroup, clusterName, subscription, kubeconfig, context, admin = false} = target
  const [command = ''] = words
  const ofSubscription = optional('--subscription', subscription)
  if (command === 'sample') return []
  if (withoutCluster.has(command)) return ofSubscription
  if (words.includes('--all-clusters')) return [...ofSubscription, ...(admin ? [['--admin'] as const] : [])]
  const isOwn = kubeconfig !== undefined || context !== undefined
  const ofAccess = [...optional('--kubeconfig', kubeconfig), ...optional('--context', context), ...(admin ? [['--admin'] as const] : [])]
  // With a kubeconfig or a context, its option --name is not allowed.
  if (command === 'orphans' && isOwn) return [...ofSubscription, ...ofAccess]
  const isOptional = isOwn && readers.has(command)
  const ofAzure = isOptional
    ? [...optional('--resource-group', resourceGroup), ...optional('--name', clusterName)]
    : [['--resource-group', resourceGroup ?? 'RESOURCE_GROUP'] as const, ['--name', clusterName ?? 'CLUSTER'] as const]
  return [...ofAzure, ...ofSubscription, ...ofAccess]
}

function optional(name: string, value: string | undefined): readonly Option[] {
  return value === undefined ? [] : [[name, value]]
}
