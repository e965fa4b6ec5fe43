import {connectorRule} from '../facts/connector-values.ts'

export const releaseDeployed = connectorRule({
  id: 'release-deployed',
  category: 'connector',
  title: 'Its Helm release is deployed',
  page: {
    symptom: 'helm list shows the release as failed or pending-…, or does not show it.',
    cause: 'Helm was interrupted or could not apply an object, or somebody uninstalled the release and left the rest.',
    fix: 'Run install-connector with the same arguments again: it brings a stuck release back and finishes the work.',
  },
  needs: ['helm'],
  check({target}, {helm}) {
    if (helm === undefined) {
      return {
        verdict: 'problem',
        message: `There is no Helm release ${target}.`,
        remedy: 'Run install-connector with the same arguments again, or remove-connector to clean up.',
      }
    }
    const {status, revision} = helm
    if (status === 'deployed') return {verdict: 'ok', message: `Revision ${revision} is deployed`}
    return {
      verdict: 'problem',
      message: `Revision ${revision} is ${status}.`,
      remedy: 'Run install-connector with the same arguments again; it mends the release.',
    }
  },
})

/** Helm writes down here which release an object belongs to. */
const ownerAnnotation = 'meta.helm.sh/release-name'

export const namespaceApart = connectorRule({
  id: 'namespace-apart',
  category: 'connector',
  title: 'Its namespace belongs to no Helm release',
  page: {
    symptom:
      'helm uninstall of one connector deletes another one, with the whole namespace. A second release says that the namespace exists and cannot be imported.',
    cause: 'The chart virtual-kubelet-azure-aci makes the namespace a part of its release, and Helm deletes it with the release.',
    fix: 'Give each connector of that chart a namespace of its own, and install others elsewhere: install-connector --namespace NAME. vkctl makes namespaces itself and leaves them out of the release.',
  },
  needs: ['ownNamespace', 'helm'],
  check({namespace, target}, {ownNamespace, helm}) {
    if (ownNamespace === undefined) {
      return {verdict: 'skipped', message: namespace === '' ? 'It has no release' : `There is no namespace ${namespace}`}
    }
    const {name, annotations = {}} = ownNamespace.metadata
    const owner = annotations[ownerAnnotation]
    if (owner === undefined) return {verdict: 'ok', message: `No release owns the namespace ${name}`}
    const chart = owner === helm?.name ? ` (chart ${helm.chartName})` : ''
    const victims = owner === target ? 'all that is in it' : 'this connector'
    return {
      verdict: 'warning',
      message: `The namespace ${name} is a part of the Helm release ${owner}${chart}: to uninstall that release deletes the namespace, and ${victims} with it.`,
      remedy: `Remove the connector and install it with another --namespace, before anybody uninstalls ${owner}.`,
    }
  },
})
