import {ofKind, type KubeObject} from '../../kubernetes/objects.ts'
import {started} from '../../started.ts'
import {belongsTo} from '../inventory/candidates.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import {readReceipt, type Receipt} from '../model/receipt.ts'
import {readAzureFacts, type AzureReaders} from './azure-facts.ts'
import {reviewAll, type AccessReviews} from './connector-facts.ts'

/**
 * Begins to read what the checks of the chosen connectors with a receipt will need, among these objects with the labels of vkctl's chart: while Helm is
 * asked for the others. Azure's answers stay with `readers`; gives what the service accounts may do.
 */
export function readAhead(
  readers: AzureReaders,
  session: ClusterSession,
  own: readonly KubeObject[],
  isChosen: (receipt: Receipt) => boolean,
): Promise<AccessReviews> {
  const receipts = ofKind(own, 'ConfigMap')
    .flatMap(object => readReceipt(object) ?? [])
    .filter(isChosen)
  const {nodeResourceGroup} = session.cluster
  for (const {subscriptionId, aciResourceGroup, location, identity} of receipts) {
    void started(readAzureFacts(readers, {subscriptionId, aciResourceGroup, location, nodeResourceGroup, identity, network: undefined}))
    void started(readers.containerGroups(aciResourceGroup))
  }
  const deployments = ofKind(own, 'Deployment')
  const connectors = receipts.map(({release, namespace, nodeName}) => {
    const deployment = deployments.find(object => belongsTo(object, {release, namespace}))
    return {release, namespace, nodeName, deployment}
  })
  return started(reviewAll(session, connectors))
}
