import {join} from 'node:path'
import {configFolder, type Surroundings} from '../../configuration/config-files.ts'
import {readConfigText} from '../../configuration/ini-files.ts'
import {UsageError} from '../../errors.ts'

/** A subscription that `az login` found. */
export interface ProfileSubscription {
  readonly id: string
  readonly name: string
  readonly tenantId: string
  readonly isDefault: boolean
}

export function azProfilePath(surroundings: Surroundings): string {
  return join(configFolder('az', surroundings), 'azureProfile.json')
}

/** The subscriptions of this cloud (by default, of all clouds) in the `azureProfile.json` of az; empty without `az login`. Throws UsageError if the file is not JSON. */
export async function readAzProfile(surroundings: Surroundings, cloudName?: string): Promise<readonly ProfileSubscription[]> {
  const path = azProfilePath(surroundings)
  const text = await readConfigText(path)
  if (text === undefined) return []
  let profile: {readonly subscriptions?: unknown} | null
  try {
    profile = JSON.parse(text)
  } catch (error) {
    throw new UsageError(`${path} is not JSON.`, {hints: ["Run 'az account clear', then 'az login'."], cause: error})
  }
  if (!Array.isArray(profile?.subscriptions)) return []
  return profile.subscriptions.flatMap(one => {
    const {id, name, tenantId, isDefault, environmentName} = one ?? {}
    if (typeof id !== 'string' || typeof name !== 'string' || typeof tenantId !== 'string') return []
    return cloudName === undefined || environmentName === undefined || environmentName === cloudName
      ? [{id, name, tenantId, isDefault: isDefault === true}]
      : []
  })
}
