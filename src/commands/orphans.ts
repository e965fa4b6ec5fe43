import * as Flags from '@oclif/core/flags'
import {orphansClosing} from '../outcomes/closing-lines.ts'
import {VkctlCommand} from '../command.ts'
import {accessFlags, parseClusterName, parseResourceGroup, timeout, yes} from '../flags.ts'
import {inGroup} from '../help/argument-groups.ts'
import {openHost} from '../host.ts'
import {age} from '../lib/connector/validation/node-row.ts'
import {UsageError, type ExitCode} from '../lib/errors.ts'
import type {Clusters} from '../lib/orphans/facts.ts'
import {groupClasses, type GroupClass} from '../lib/orphans/found-group.ts'
import {orphans, orphansExitCode} from '../lib/orphans/orphans.ts'
import {didYouMean} from '../lib/suggest.ts'

const oneOf = ['name', 'all-clusters']

export default class Orphans extends VkctlCommand {
  static override summary = 'List the container groups that Virtual Kubelet created, and delete those that are left behind.'
  static override description =
    'Lists the container groups of the whole subscription, and compares them with the pods of the cluster that you name. Without --delete, it changes nothing. The exit code is 7 if a container group could not be deleted, and 10 if a cluster could not be read.'
  static override flags = {
    ...accessFlags,
    ...inGroup('Cluster', {
      'resource-group': Flags.string({
        parse: parseResourceGroup,
        char: 'g',
        summary: 'With --name, the resource group of the cluster. Without --name, list only the container groups of this resource group.',
      }),
      name: Flags.string({parse: parseClusterName, char: 'n', summary: 'Name of the managed cluster whose pods to compare with.'}),
      'all-clusters': Flags.boolean({
        summary: 'Compare with the pods of every managed cluster in the subscription.',
        exclusive: ['name', 'kubeconfig', 'context'],
      }),
      kubeconfig: Flags.string({summary: 'Compare with the cluster of this kubeconfig file.', exclusive: oneOf}),
      context: Flags.string({summary: 'Compare with the cluster of this context of your kubeconfig.', exclusive: oneOf}),
    }),
    ...inGroup('Container Group', {
      class: Flags.custom<readonly GroupClass[]>({
        parse: async text => parseClasses(text),
        summary: `Only container groups of these classes, separated by commas: ${groupClasses.join(', ')}.`,
      })(),
      'container-group': Flags.string({
        multiple: true,
        summary: 'Only this container group: its name, RESOURCE_GROUP/NAME or resource id. You can repeat this option.',
      }),
    }),
    ...inGroup('Behaviour', {
      delete: Flags.boolean({summary: 'Delete the container groups that --class or --container-group selects.'}),
      yes,
      timeout: timeout('10m', 'How long --delete waits until the container groups are gone, for example 5m, 90s or 600 (seconds).'),
    }),
  }
  static override examples = [
    {
      description: 'List the container groups in a subscription, with the cluster and the pod of each',
      command: 'vkctl orphans --all-clusters -o table',
    },
    {
      description: 'Delete the container groups of a cluster whose pod or node is gone',
      command: 'vkctl orphans --name MyManagedCluster --resource-group MyResourceGroup --delete --class pod-gone,node-gone',
    },
    {
      description: 'Delete one container group by name',
      command: 'vkctl orphans --all-clusters --delete --container-group MyAciGroup/default-web',
    },
  ]

  async run(): Promise<ExitCode> {
    const {flags} = await this.parse(Orphans)
    const {class: classes = [], 'container-group': names = []} = flags
    if (flags.delete && classes.length === 0 && names.length === 0)
      throw new UsageError('argument --delete: requires --class or --container-group')
    const unfit = classes.find(one => one === 'live' || one === 'cluster-unknown')
    if (flags.delete && unfit !== undefined) {
      throw new UsageError(`argument --class: container groups of the class ${unfit} cannot be deleted by class`, {
        hints: unfit === 'live' ? [] : ['Name each of them with --container-group.'],
      })
    }
    const clusters = clustersOf(flags)
    // A configured resource group is the one of the clusters. As a filter, it would hide container groups.
    const isFilter = clusters.look !== 'at-one' && !this.configured.has('resource-group')
    const host = await openHost(this.system, this.config, this.azure(), this.talk, this.target)
    const result = await orphans(
      host,
      {
        resourceGroup: isFilter ? flags['resource-group'] : undefined,
        clusters,
        classes,
        names,
        delete: flags.delete,
        timeoutMs: flags.timeout,
      },
      question => this.confirm(flags.yes, question),
    )
    const now = this.system.now()
    await this.print(result, {
      table: ({containerGroups}) =>
        containerGroups.map(({name, resourceGroup, class: found, cluster, nodeName, namespace, podName, createdAt, cores, memoryGb}) => ({
          name,
          resourceGroup,
          class: found,
          cluster,
          node: nodeName,
          pod: `${namespace}/${podName}`,
          age: age(createdAt ?? undefined, now),
          cores,
          memoryGb,
        })),
    })
    if (flags.delete) this.talk.closing(elapsed => orphansClosing(result, elapsed))
    return orphansExitCode(result)
  }
}

interface ClusterFlags {
  readonly 'resource-group'?: string | undefined
  readonly name?: string | undefined
  readonly 'all-clusters': boolean
  readonly admin: boolean
  readonly kubeconfig?: string | undefined
  readonly context?: string | undefined
}

function clustersOf({'resource-group': resourceGroup, name, 'all-clusters': all, admin, kubeconfig, context}: ClusterFlags): Clusters {
  if (all) return {look: 'at-all', admin}
  if (kubeconfig !== undefined || context !== undefined)
    return {look: 'at-own', access: {...(kubeconfig !== undefined && {kubeconfig}), ...(context !== undefined && {context})}}
  if (name === undefined) return {look: 'nowhere'}
  if (resourceGroup === undefined) throw new UsageError('argument --name: it needs --resource-group')
  return {look: 'at-one', cluster: {resourceGroup, name}, admin}
}

function parseClasses(text: string): readonly GroupClass[] {
  return text.split(',').map(word => {
    const found = groupClasses.find(one => one === word.trim().toLowerCase())
    if (found === undefined)
      throw new UsageError(`'${word}' is not a valid value for '--class'. Allowed values: ${groupClasses.join(', ')}.`, {
        hints: didYouMean(word.trim(), groupClasses),
      })
    return found
  })
}
