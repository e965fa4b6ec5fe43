import {commandLine} from '../../command-line.ts'
import {parseReleaseName} from '../../connector/model/names.ts'
import type {ConnectorSubject} from '../facts/connector-values.ts'

/** The command that brings a connector of vkctl back to what was asked. It keeps the options of the connector. */
export function installAgain(
  {target, namespace, osType, clusterOptions}: Pick<ConnectorSubject, 'target' | 'namespace' | 'osType' | 'clusterOptions'>,
  {yes = false}: {readonly yes?: boolean} = {},
): string {
  const id = parseReleaseName(target)
  if (id === undefined) return 'vkctl install-connector, with the same arguments as before'
  // Without Azure nobody knows the name of the cluster.
  const cluster = clusterOptions.length === 0 ? '' : commandLine` ${clusterOptions}`
  const options = commandLine`--connector-name ${id.connectorName} --os-type ${osType} --location ${id.location} --namespace ${namespace}`
  return `vkctl install-connector${cluster} ${options}${yes ? ' --yes' : ''}`
}
