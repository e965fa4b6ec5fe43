import type {Azure, ClusterRef} from './lib/azure/azure.ts'
import {absentAzure} from './lib/azure/absent-azure.ts'
import {notNamed} from './lib/connector/session/reading.ts'
import {NotFoundError, UsageError, UserError} from './lib/errors.ts'

/** The flags that name a cluster of a command that only reads. */
export interface ClusterNames {
  readonly 'resource-group'?: string | undefined
  readonly name?: string | undefined
  readonly kubeconfig?: string | undefined
  readonly context?: string | undefined
}

/**
 * The cluster in Azure that the flags name; undefined if a kubeconfig or a context is given instead. A default resource group of the configuration alone
 * names no cluster. Throws UsageError, with az's text, if a name is missing.
 */
export function clusterNamed(
  {'resource-group': resourceGroup, name, kubeconfig, context}: ClusterNames,
  configured: ReadonlySet<string>,
): ClusterRef | undefined {
  if (resourceGroup !== undefined && name !== undefined) return {resourceGroup, name}
  const isGroupMeant = resourceGroup !== undefined && !configured.has('resource-group')
  if ((kubeconfig !== undefined || context !== undefined) && name === undefined && !isGroupMeant) return undefined
  const missing = [...(resourceGroup === undefined ? ['--resource-group/-g'] : []), ...(name === undefined ? ['--name/-n'] : [])]
  throw new UsageError(`the following arguments are required: ${missing.join(', ')}`)
}

/** Azure for a command that only reads. With a kubeconfig or a context it is not asked if no cluster is named, and a sign-in that fails is no error. */
export async function azureIfThere(
  open: () => Promise<Azure>,
  ref: ClusterRef | undefined,
  {kubeconfig, context}: ClusterNames,
  signal: AbortSignal,
): Promise<Azure> {
  if (kubeconfig === undefined && context === undefined) return open()
  if (ref === undefined) return absentAzure(notNamed())
  try {
    return await open()
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof NotFoundError || !(error instanceof UserError)) throw error
    return absentAzure(error)
  }
}
