import {installAgain, removal} from '../wording/install-again.ts'
import {kubectl} from '../../printed-commands/printed-command.ts'
import {isStuck} from '../../helm/stuck-release.ts'
import {connectorRule} from '../facts/connector-values.ts'
import {withFullStop} from '../wording/error-text.ts'

export const namespaceStays = connectorRule({
  id: 'namespace-stays',
  category: 'connector',
  title: 'The namespace of the connector is not being deleted',
  page: {
    symptom: 'The objects of the connector disappear one after another, and nothing can be created: `namespace … is being terminated`.',
    cause:
      'Somebody deleted the namespace. It stays in `Terminating` until everything in it is gone, for example because a finalizer keeps an object.',
    fix: 'A deletion cannot be undone. Remove what keeps the namespace, wait until it is gone, then run `vkctl install-connector` with all options that the connector needs.',
  },
  needs: ['ownNamespace'],
  check(connector, {ownNamespace}) {
    const {namespace} = connector
    if (ownNamespace === undefined) {
      return {verdict: 'skipped', message: namespace === '' ? 'The connector has no release' : `There is no namespace ${namespace}`}
    }
    const {name, deletionTimestamp} = ownNamespace.metadata
    if (deletionTimestamp === undefined) return {verdict: 'ok', message: `The namespace ${name} is not being deleted`}
    const keeping = (ownNamespace.status?.conditions ?? []).filter(({type, status}) => keeps.has(type) && status === 'True')
    return {
      verdict: 'problem',
      message: [
        `Somebody deleted the namespace ${name} at ${deletionTimestamp}. Nothing can be created in it any more.`,
        ...keeping.flatMap(({message}) => (message === undefined ? [] : [withFullStop(message)])),
      ].join(' '),
      remedy: [
        'When the namespace is gone, install the connector again with all options that it needs:',
        kubectl`wait --for=delete namespace/${name} --timeout=5m`,
        installAgain(connector),
      ],
    }
  },
})

/** The conditions with which Kubernetes says what a namespace that is being deleted waits for. */
const keeps: ReadonlySet<string> = new Set(['NamespaceContentRemaining', 'NamespaceFinalizersRemaining', 'NamespaceDeletionContentFailure'])

export const releaseDeployed = connectorRule({
  id: 'release-deployed',
  explainedBy: ['namespace-stays'],
  category: 'connector',
  title: 'The Helm release is deployed',
  page: {
    symptom: '`helm list` shows the release as `failed` or `pending-…`, or does not show it.',
    cause: 'Helm was interrupted or could not apply an object, or somebody uninstalled the release and left other objects behind.',
    fix: 'Run `vkctl install-connector` again with the same arguments. It repairs the release and completes the installation. If another Helm may still be working on the release, it changes nothing; pass `--take-over` if that Helm was interrupted.',
  },
  needs: ['helm'],
  check(connector, {helm}) {
    const {target, isReleased} = connector
    if (helm === undefined && !isReleased) return {verdict: 'skipped', message: `Helm did not install ${target}`}
    if (helm === undefined) {
      return {
        verdict: 'problem',
        message: `There is no Helm release ${target}.`,
        remedy: ['Install it again:', installAgain(connector), 'Or delete what is left:', removal(connector)],
      }
    }
    const {status, revision} = helm
    if (status === 'deployed') return {verdict: 'ok', message: `Revision ${revision} is deployed`}
    if (isStuck(status)) {
      const since = helm.written === undefined ? '' : ` since ${helm.written.at}, when ${helm.written.by} changed it`
      return {
        verdict: 'problem',
        message: `Revision ${revision} of the release ${target} has been ${status}${since}.`,
        remedy: [
          'If that Helm is still running, wait until it has ended. If it was interrupted, this repairs the release, and says so if it needs --take-over:',
          installAgain(connector),
        ],
      }
    }
    return {
      verdict: 'problem',
      message: `Revision ${revision} of the release ${target} is ${status}.`,
      remedy: ['This repairs the release:', installAgain(connector)],
    }
  },
})

/** Helm sets this annotation on the objects of a release. */
const ownerAnnotation = 'meta.helm.sh/release-name'

export const namespaceApart = connectorRule({
  id: 'namespace-apart',
  category: 'connector',
  title: 'The namespace does not belong to a Helm release',
  page: {
    symptom:
      '`helm uninstall` of one connector also deletes another connector, because it deletes the whole namespace. A second release fails because the namespace exists and cannot be imported.',
    cause:
      'The chart `virtual-kubelet-azure-aci` includes the namespace in its release. Helm deletes the namespace together with the release.',
    fix: 'Give each connector from that chart its own namespace, and install other connectors elsewhere: `vkctl install-connector --namespace NAME`. `vkctl` keeps namespaces out of the release.',
  },
  needs: ['ownNamespace', 'helm'],
  check(connector, {ownNamespace, helm}) {
    const {namespace, target} = connector
    if (ownNamespace === undefined) {
      return {verdict: 'skipped', message: namespace === '' ? 'The connector has no release' : `There is no namespace ${namespace}`}
    }
    const {name, annotations = {}} = ownNamespace.metadata
    const owner = annotations[ownerAnnotation]
    if (owner === undefined) return {verdict: 'ok', message: `The namespace ${name} belongs to no release`}
    const chart = owner === helm?.name ? ` (chart ${helm.chartName})` : ''
    const victims = owner === target ? 'everything in it' : 'this connector'
    return {
      verdict: 'warning',
      message: `The namespace ${name} belongs to the Helm release ${owner}${chart}. When somebody uninstalls that release, Helm deletes the namespace with ${victims}.`,
      remedy: [
        `Before anybody uninstalls ${owner}, remove this connector, and install it in another namespace with all options that it needs:`,
        removal(connector),
        installAgain(connector, '--namespace', 'NAMESPACE'),
      ],
    }
  },
})
