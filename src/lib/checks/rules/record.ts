import {installAgain, removal} from '../wording/install-again.ts'
import {kubectl} from '../../printed-commands/printed-command.ts'
import {chartName} from '../../connector/model/labels.ts'
import {connectorRule} from '../facts/connector-values.ts'

export const recordValid = connectorRule({
  id: 'record-valid',
  explainedBy: ['namespace-stays'],
  category: 'connector',
  title: 'The record of the connector is valid',
  page: {
    symptom: '`vkctl install-connector` refuses to run, or it does not keep the options of earlier installs.',
    cause:
      '`vkctl` keeps a record of each connector in the Secret `<release>-record` next to the release. Somebody deleted or changed it, a newer `vkctl` wrote it, or somebody who may write Secrets in a namespace created a record for a connector that does not exist.',
    fix: 'If the connector is yours, delete the broken record and run `vkctl install-connector` with all options that the connector needs. If there is no release next to the record, find out who wrote it, then delete it.',
  },
  needs: ['record', 'helm', 'deployments'],
  check(connector, {record, helm, deployments}) {
    const {target, namespace} = connector
    const remove = kubectl`delete secret ${`${target}-record`} --namespace ${namespace}`
    if (record.is === 'newer') {
      return {
        verdict: 'problem',
        message: `vkctl ${record.vkctlVersion}, which is newer than this vkctl, wrote the record of ${target}.`,
        remedy: 'Use that version of vkctl, or a newer one.',
      }
    }
    if (record.is === 'broken') {
      return {
        verdict: 'problem',
        message: `The record of ${target} in the namespace ${namespace} cannot be used: ${record.reason}.`,
        remedy: [
          'Find out who changed it. Then delete it, and install the connector again with all options that it needs:',
          remove,
          installAgain(connector),
        ],
      }
    }
    if (record.is === 'of-another-cluster') {
      return {
        verdict: 'problem',
        message: `The record of ${target} belongs to the cluster ${record.clusterId}.`,
        remedy: [
          'Check that you named the right cluster. If it was restored under another name, delete the record, and install the connector again with all options that it needs:',
          remove,
          installAgain(connector),
        ],
      }
    }
    if (record.is === 'valid') {
      return helm === undefined && deployments.length === 0
        ? {
            verdict: 'problem',
            message: `There is a record of ${target} in the namespace ${namespace}, but no release.`,
            remedy: ['If a removal was interrupted:', removal(connector), 'If none of you installed this connector:', remove],
          }
        : {verdict: 'ok', message: `The record of ${target} is valid`}
    }
    return helm?.chartName === chartName
      ? {
          verdict: 'warning',
          message: `The record of ${target} is lost, so vkctl does not know the options of earlier installs.`,
          remedy: ['Install the connector again with all options that it needs:', installAgain(connector)],
        }
      : {verdict: 'ok', message: `vkctl did not install ${target}, so there is no record`}
  },
})
