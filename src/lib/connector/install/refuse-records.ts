import {sameId} from '../../azure/resources/ids.ts'
import {UserError} from '../../errors.ts'
import type {Host} from '../session/host.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import {chartName} from '../model/labels.ts'
import {receiptName} from '../model/record/record.ts'
import type {Existing} from './existing.ts'

/**
 * Throws UserError if vkctl cannot know the options of earlier installs, and warns if they are lost: no option is forgotten without a message.
 */
export function refuseRecords(
  {talk}: Pick<Host, 'talk'>,
  {cluster}: Pick<ClusterSession, 'cluster'>,
  namespace: string,
  existing: ReadonlyMap<string, Existing>,
): void {
  for (const [release, {receipt, receiptFault, release: deployed}] of existing) {
    const remove = `kubectl delete secret ${receiptName(release)} --namespace ${namespace}`
    if (receiptFault?.kind === 'newer') {
      throw new UserError(`The record of ${release} was written by vkctl ${receiptFault.vkctlVersion}, which is newer than this vkctl.`, {
        hints: ['Install that version of vkctl, or a newer one.'],
      })
    }
    if (receiptFault?.kind === 'broken') {
      throw new UserError(
        `The record of ${release} cannot be used: ${receiptFault.reason}. vkctl does not know the options of earlier installs.`,
        {
          hints: [`Delete it, then run the command again with all options that the connector needs: ${remove}`],
        },
      )
    }
    if (receipt !== undefined && !sameId(receipt.clusterId, cluster.id)) {
      throw new UserError(`The record of ${release} belongs to the cluster ${receipt.clusterId}, but you named ${cluster.id}.`, {
        hints: [
          'Check --name, --resource-group, --kubeconfig and --context.',
          `If the cluster was restored under another name, delete the record: ${remove}`,
        ],
      })
    }
    if (receipt === undefined && deployed?.chartName === chartName) {
      talk.warning(
        `The record of ${release} does not exist, so vkctl does not know the options of earlier installs. Options that you do not pass now get their defaults.`,
      )
    }
  }
}
