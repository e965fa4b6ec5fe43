import {commandLine} from '../../command-line.ts'
import {parseReleaseName} from '../../connector/model/names.ts'
import type {ConnectorSubject} from '../facts/connector-values.ts'

/** The command that brings a connector of vkctl back to what was asked. It keeps the options of the connector. */
export function installAgain(
  {target, namespace, osType, clusterOptions}: Pick<ConnectorSubject, 'target' | 'namespace' | 'osType' | 'clusterOptions'>,
  {yes = false}: {readonly yes?: boolean} = {},
): string {
  const {connectorName = target, location = ''} = parseReleaseName(target) ?? {}
  const options = commandLine`${clusterOptions} --connector-name ${connectorName} --os-type ${osType} --location ${location} --namespace ${namespace}`
  return `vkctl install-connector ${options}${yes ? ' --yes' : ''}`
}
