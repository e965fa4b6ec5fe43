import {connectorPrincipal, type Site} from './site.ts'

export const operationNames = ['install', 're-install', 'change', 'remove'] as const
/** `re-install` asks for what is there already; `change` for another image. */
export type OperationName = (typeof operationNames)[number]

export interface Operation {
  readonly name: OperationName
  readonly args: readonly string[]
  /** The image tag that is asked for; undefined: no connector. */
  readonly tag: string | undefined
}

const tags = ['1.6.4', '1.6.3'] as const

/** What is run, where the image tag is this one now (undefined: where nothing is installed). */
export function operation(
  name: OperationName,
  {secretFile, world}: Pick<Site, 'secretFile' | 'world'>,
  now: string | undefined,
): Operation {
  if (name === 'remove') return {name, tag: undefined, args: words('remove-connector --yes --ignore-not-found --debug --timeout 60s')}
  const tag = name === 'change' ? tags.find(other => other !== now) : (now ?? tags[0])
  const {clientId} = world.azure.principal(connectorPrincipal)
  return {
    name,
    tag,
    args: words(
      `install-connector --service-principal ${clientId} --client-secret @${secretFile} --assign-role --image-tag ${tag} --debug --timeout 60s`,
    ),
  }
}

function words(line: string): readonly string[] {
  return line.split(' ')
}
