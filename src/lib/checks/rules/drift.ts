import {helm as helmCommand, kubectl} from '../../printed-commands/printed-command.ts'
import {chartName} from '../../connector/model/labels.ts'
import {connectorRule} from '../facts/connector-values.ts'
import {driftInWords, isAsRendered, isScaledDown, whenMissing} from '../facts/drift.ts'
import {installAgain} from '../wording/install-again.ts'

export const objectsUnchanged = connectorRule({
  id: 'objects-unchanged',
  explainedBy: ['namespace-stays'],
  category: 'connector',
  title: 'The objects of the connector are as they were installed',
  page: {
    symptom:
      'The connector does not behave as it was installed: it runs another image, in another region, with other permissions, or not at all. Or it works, but the next install changes something that nobody asked for.',
    cause:
      'Somebody changed an object with `kubectl edit`, `kubectl set`, `kubectl scale`, `kubectl apply` or another program, or deleted it. `vkctl` asks the API server what it would make of each object of the Helm release, and compares this with the object. The finding names the fields, and who set them and when, as the object itself records it. It shows values of Secrets as hashes, and those of environment variables that may be secret by their names.',
    fix: 'Run `vkctl install-connector`. It restores every object, also by removing what was added, and keeps the options of the installation. To change the connector for good, pass the options of `vkctl install-connector`. If permissions are missing for this check, see the page about permissions.',
  },
  needs: ['drift', 'helm'],
  check(connector, {drift, helm}) {
    if (helm === undefined) return {verdict: 'skipped', message: `There is no Helm release ${connector.target}`}
    const changed = drift.filter(one => !isAsRendered(one))
    if (changed.length === 0) return {verdict: 'ok', message: `All ${drift.length} objects are as installed`}
    return changed.map(one => ({
      verdict: 'problem',
      message: `${driftInWords(one)}.`,
      object: {
        kind: one.kind,
        name: one.name,
        ...(one.namespace !== undefined && {namespace: one.namespace}),
        paths: one.differences.map(({path}) => path),
      },
      remedy:
        helm.chartName === chartName
          ? // Without --yes, vkctl does not start a connector that somebody stopped on purpose.
            installAgain(connector, ...(isScaledDown(one) ? ['--yes'] : []))
          : 'Upgrade the release with the tool and the values that installed it.',
    }))
  },
})

export const referencesExist = connectorRule({
  id: 'references-exist',
  explainedBy: ['namespace-stays', whenMissing(['ConfigMap', 'Secret', 'ServiceAccount'])],
  category: 'connector',
  title: 'The Secrets and the service account of the connector exist',
  page: {
    symptom: 'The connector works, but its pod does not start again: the events say `FailedMount` or `serviceaccount not found`.',
    cause:
      'Somebody deleted a Secret, ConfigMap or service account that the pod uses. A pod that already runs does not need it until it restarts.',
    fix: 'Run `vkctl install-connector`. It creates the missing objects of a connector that `vkctl` installed.',
  },
  needs: ['missingReferences', 'deployments', 'helm'],
  check(connector, {missingReferences, deployments, helm}) {
    const {target, namespace} = connector
    if (deployments.length === 0) return {verdict: 'skipped', message: `${target} has no Deployment`}
    if (missingReferences.length === 0) return {verdict: 'ok', message: 'All of them exist'}
    return {
      verdict: 'problem',
      message: `The Deployment of ${target} needs objects that do not exist: ${missingReferences.join(', ')}. Its next pod cannot start.`,
      remedy:
        helm?.chartName === chartName
          ? installAgain(connector)
          : ['Create them again. Those of the chart come back with:', helmCommand`rollback ${target} --namespace ${namespace}`],
    }
  },
})

export const notAutoscaled = connectorRule({
  id: 'connector-not-autoscaled',
  category: 'connector',
  title: 'No autoscaler sets the number of pods of the connector',
  page: {
    symptom: 'The connector has several pods, and container groups disappear and come back.',
    cause:
      'A HorizontalPodAutoscaler scales the Deployment of the connector. Two pods with the same node name delete each other’s container groups.',
    fix: 'Delete the HorizontalPodAutoscaler. Then run `vkctl install-connector`.',
  },
  needs: ['deployments'],
  check(_, {deployments}) {
    const scaled = deployments.find(({metadata: {managedFields = []}}) =>
      managedFields.some(
        ({manager, fieldsV1}) => manager === 'kube-controller-manager' && fieldsV1?.['f:spec']?.['f:replicas'] !== undefined,
      ),
    )
    if (scaled === undefined) return {verdict: 'ok', message: 'Nothing scales the connector'}
    const {name, namespace = 'default'} = scaled.metadata
    return {
      verdict: 'warning',
      message: `A HorizontalPodAutoscaler scales the Deployment ${namespace}/${name}; it has set ${scaled.spec?.replicas ?? 1} replicas. A connector must have one pod.`,
      remedy: kubectl`get hpa --namespace ${namespace}`,
    }
  },
})
