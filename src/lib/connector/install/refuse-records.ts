import {kubectl, vkctl} from '../../printed-commands/printed-command.ts'
import {sameId} from '../../azure/resources/ids.ts'
import {NotFoundError, UserError} from '../../errors.ts'
import type {InstallSpec} from '../model/spec.ts'
import type {Host} from '../session/host.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import {chartName} from '../model/labels.ts'
import {recordName} from '../model/record/record.ts'
import {releaseName} from '../model/names.ts'
import type {Existing} from './existing.ts'
import type {Facts} from './facts.ts'

/**
 * Throws UserError if vkctl cannot know the options of earlier installs, and warns if they are lost: no option is forgotten without a message.
 */
export function refuseRecords(
  {talk}: Pick<Host, 'talk'>,
  {cluster}: Pick<ClusterSession, 'cluster'>,
  {namespace, kube}: Pick<InstallSpec, 'namespace' | 'kube'>,
  existing: ReadonlyMap<string, Existing>,
): void {
  for (const [release, {record, recordFault, release: deployed}] of existing) {
    if (recordFault?.kind === 'newer') {
      throw new UserError(`The record of ${release} was written by vkctl ${recordFault.vkctlVersion}, which is newer than this vkctl.`, {
        hints: ['Install that version of vkctl, or a newer one.'],
      })
    }
    if (recordFault?.kind === 'broken') {
      throw new UserError(
        `The record of ${release} cannot be used: ${recordFault.reason}. vkctl does not know the options of earlier installs.`,
        {
          hints: [
            'Delete it, then run the command again with all options that the connector needs:',
            kubectl`delete secret ${recordName(release)} --namespace ${namespace}`,
          ],
        },
      )
    }
    if (record !== undefined && !sameId(record.clusterId, cluster.id) && kube.otherCluster !== true) {
      throw new UserError(`The record of ${release} belongs to the cluster ${record.clusterId}, but you named ${cluster.id}.`, {
        hints: [
          'Check --name, --resource-group, --kubeconfig and --context.',
          'If the cluster was restored under another name, pass --allow-other-cluster: the options of the connector are kept.',
        ],
      })
    }
    if (record === undefined && deployed?.chartName === chartName) {
      talk.warning(
        `The record of ${release} does not exist, so vkctl does not know the options of earlier installs. Options that you do not pass now get their defaults.`,
      )
    }
  }
}

/** Throws NotFoundError if one of the connectors is not installed. For `upgrade-connector`. */
export function refuseMissing({ids, existing}: Pick<Facts, 'ids' | 'existing'>): void {
  const missing = ids.map(releaseName).filter(release => {
    const found = existing.get(release)
    return found?.release === undefined && found?.record === undefined
  })
  if (missing.length > 0)
    throw new NotFoundError(`The connector ${missing.join(', ')} is not installed in this cluster.`, {
      hints: ['To see the installed connectors:', vkctl`list`, 'To install one, use vkctl install-connector.'],
    })
}
