import {kubectl} from '../../printed-commands/printed-command.ts'
import {exitCodes, UserError} from '../../errors.ts'
import type {KubeObject} from '../../kubernetes/objects.ts'
import {isOurNamespace} from '../model/namespace-object.ts'
import type {InstallSpec} from '../model/spec.ts'
import type {Host} from '../session/host.ts'

/**
 * Throws when the namespace is being deleted, or if somebody else created it and the user did not name it. Warns if the user named it:
 * whoever may write in the namespace of a connector has its permissions.
 */
export function refuseNamespace(
  {talk}: Pick<Host, 'talk'>,
  {namespaceIsNamed}: Pick<InstallSpec, 'namespaceIsNamed'>,
  namespace: KubeObject | undefined,
): void {
  if (namespace === undefined) return
  const {name, deletionTimestamp} = namespace.metadata
  const exitCode = exitCodes.checksFailed
  if (deletionTimestamp !== undefined) {
    throw new UserError(`The namespace ${name} is being deleted, so nothing can be installed in it.`, {
      hints: ['Run the same command again when it is gone:', kubectl`wait --for=delete namespace/${name} --timeout=5m`],
      exitCode,
    })
  }
  if (isOurNamespace(namespace)) return
  const danger = `Whoever may create pods or read Secrets in ${name} can use the connector's permissions: read all Secrets of the cluster, and create container groups in Azure.`
  if (!namespaceIsNamed) {
    throw new UserError(`The namespace ${name} exists, and vkctl did not create it. ${danger}`, {
      hints: [`Pass --namespace ${name} to use it anyway, or --namespace with a name that is not in use.`],
      exitCode,
    })
  }
  talk.warning(`vkctl did not create the namespace ${name}. ${danger}`)
}
