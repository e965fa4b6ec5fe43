import type {ResourceManagementClient} from '@azure/arm-resources'
import {armErrorOf} from '../transport/arm-answer.ts'
import {withoutSlash} from './ids.ts'

interface Properties {
  readonly networkProfile?: {readonly podLinkLocalAccess?: string}
}

/**
 * `networkProfile.podLinkLocalAccess` of a cluster. Only versions of the API in preview have it, and Azure withdraws each of them after about a year, so the
 * newest one is looked up. Undefined if Azure has none, or does not answer in it.
 * Source: https://learn.microsoft.com/azure/aks/imds-restriction
 */
export async function linkLocalAccessOf(client: ResourceManagementClient, clusterId: string): Promise<string | undefined> {
  const {resourceTypes = []} = await client.providers.get('Microsoft.ContainerService')
  const {apiVersions = []} = resourceTypes.find(({resourceType}) => resourceType?.toLowerCase() === 'managedclusters') ?? {}
  const newest = apiVersions
    .filter(version => version.endsWith('-preview'))
    .toSorted()
    .at(-1)
  if (newest === undefined) return undefined
  try {
    const {properties} = await client.resources.getById(withoutSlash(clusterId), newest)
    return (properties as Properties | undefined)?.networkProfile?.podLinkLocalAccess
  } catch (error) {
    if ([400, 404].includes(armErrorOf(error)?.status ?? 0)) return undefined
    throw error
  }
}
