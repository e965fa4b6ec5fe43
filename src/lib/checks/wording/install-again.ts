import {connectorOptions} from '../../connector/model/connector-options.ts'
import {parseReleaseName} from '../../connector/model/names.ts'
import {vkctl, type PrintedCommand} from '../../printed-commands/printed-command.ts'
import type {Line} from '../../printed-commands/printed-lines.ts'
import type {ConnectorSubject} from '../facts/connector-values.ts'

type Named = Pick<ConnectorSubject, 'target' | 'nodeName' | 'namespace' | 'osType'>

/**
 * The command that brings a connector of vkctl back to what was asked. It keeps the options of the connector, but for those in `changes`. What somebody else
 * installed under a name of its own has to be taken over first.
 */
export function installAgain({target, nodeName, namespace, osType}: Named, ...changes: readonly string[]): PrintedCommand {
  const id = parseReleaseName(target)
  if (id === undefined) return vkctl`install-connector --adopt ${nodeName} ${changes}`
  const own = changes.includes('--location') ? {...id, location: ''} : id
  return vkctl`install-connector ${connectorOptions({...own, osType, namespace: changes.includes('--namespace') ? '' : namespace})} ${changes}`
}

/** The same, where the user may have typed an install just now: then it is that command with these options, because nothing keeps its others yet. */
export function installWith(connector: Named & Pick<ConnectorSubject, 'isAsked'>, ...changes: readonly string[]): Line {
  return connector.isAsked === true ? `Run the same command with ${changes.join(' ')}.` : installAgain(connector, ...changes)
}

/** The command that removes a connector. */
export function removal({target, nodeName, namespace, osType}: Named): PrintedCommand {
  const id = parseReleaseName(target)
  if (id === undefined) return vkctl`remove-connector --node ${nodeName}`
  return vkctl`remove-connector ${connectorOptions({...id, osType, namespace})}`
}

/** What to do about a value in the --set-values file that is wrong. */
export function withoutValue(connector: Named & Pick<ConnectorSubject, 'isAsked'>, path: string): readonly Line[] {
  return connector.isAsked === true
    ? [`Run the same command without ${path} in the --set-values file.`]
    : [`Use a file without ${path}:`, installAgain(connector, '--set-values', 'FILE')]
}

/** An install with another ACI resource group. */
export function withOtherGroup(connector: Named & Pick<ConnectorSubject, 'isAsked'>): Line {
  return installWith(connector, '--aci-resource-group', 'GROUP', '--assign-role')
}

/** An install with another subnet. */
export function withOtherSubnet(connector: Named & Pick<ConnectorSubject, 'isAsked'>): Line {
  return installWith(connector, '--vnet-subnet-id', 'SUBNET_ID', '--assign-role')
}
