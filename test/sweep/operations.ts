import {linuxNode, linuxRelease, windowsNode, windowsRelease} from '../lifecycle/world/connector-result.ts'
import {connectorPrincipal, type Site} from './site.ts'

export const operationNames = ['install', 're-install', 'change', 'remove', 'install both', 'remove both'] as const
/** `re-install` asks for what is there already; `change` for another image; the last two are about a connector for each operating system. */
export type OperationName = (typeof operationNames)[number]

/** What a connector is called in the cluster. */
export interface ConnectorNames {
  readonly release: string
  readonly nodeName: string
}

const linux: ConnectorNames = {release: linuxRelease, nodeName: linuxNode}
const windows: ConnectorNames = {release: windowsRelease, nodeName: windowsNode}

export interface Operation {
  readonly name: OperationName
  readonly args: readonly string[]
  /** The image tag that is asked for; undefined: no connector. */
  readonly tag: string | undefined
  readonly connectors: readonly ConnectorNames[]
}

const tags = ['1.6.4', '1.6.3'] as const

export const isRemoval = (name: OperationName): boolean => name.startsWith('remove')
export const isOfBoth = (name: OperationName): boolean => name.endsWith(' both')

/** What is run, where the image tag is this one now (undefined: where nothing is installed). */
export function operation(
  name: OperationName,
  {secretFile, world}: Pick<Site, 'secretFile' | 'world'>,
  now: string | undefined,
): Operation {
  const connectors = isOfBoth(name) ? [linux, windows] : [linux]
  if (isRemoval(name))
    return {
      name,
      tag: undefined,
      connectors,
      args: words('remove-connector --yes --ignore-not-found --debug --timeout 60s --lock-timeout 60s'),
    }
  const tag = name === 'change' ? tags.find(other => other !== now) : (now ?? tags[0])
  const {clientId} = world.azure.principal(connectorPrincipal)
  return {
    name,
    tag,
    connectors,
    args: words(
      `install-connector --os-type ${isOfBoth(name) ? 'Both' : 'Linux'} --service-principal ${clientId} --client-secret @${secretFile} --assign-role --image-tag ${tag} --debug --timeout 60s --lock-timeout 60s`,
    ),
  }
}

function words(line: string): readonly string[] {
  return line.split(' ')
}
