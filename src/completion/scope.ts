import {createHash} from 'node:crypto'
import {resolve} from 'node:path'
import {azProfilePath} from '../lib/azure/sign-in/az-profile.ts'
import type {Surroundings} from '../lib/configuration/config-files.ts'
import {readConfiguration} from '../lib/configuration/configuration.ts'
import {readConfigText} from '../lib/configuration/ini-files.ts'

/** Where names are read: a cluster, or a subscription if no cluster is named. */
export interface Scope {
  readonly subscription?: string
  readonly resourceGroup?: string
  readonly name?: string
  /** Absolute path. */
  readonly kubeconfig?: string
  readonly context?: string
  readonly admin?: boolean
}

/** Whether the scope is a cluster. */
export function isCluster({resourceGroup, name, kubeconfig, context}: Scope): boolean {
  return kubeconfig !== undefined || context !== undefined || (resourceGroup !== undefined && name !== undefined)
}

/** Variables that decide who signs in, and where. */
const deciding = /^(AZURE_(CLIENT_ID|TENANT_ID|SUBSCRIPTION_ID|CLOUD|CONFIG_DIR)|ARM_CLOUD_METADATA_URL|KUBECONFIG)$/

/**
 * A name for what can be read in a scope: another one for each cloud, subscription, user and cluster. A hash, so that it shows nothing.
 * Rejects with UsageError if the configuration of az cannot be read.
 */
export async function scopeKey(scope: Scope, surroundings: Surroundings): Promise<string> {
  const [config, profile] = await Promise.all([
    readConfiguration(surroundings),
    // It changes with the user, and with the default subscription.
    readConfigText(azProfilePath(surroundings)),
  ])
  const variables = Object.entries(surroundings.env).filter(([name]) => deciding.test(name))
  const {subscription, resourceGroup, name, kubeconfig, context, admin} = scope
  const parts = [
    config.all('cloud.name')[0]?.value,
    profile,
    variables.toSorted(([a], [b]) => (a < b ? -1 : 1)),
    [subscription, resourceGroup, name].map(text => text?.toLowerCase()),
    [kubeconfig === undefined ? undefined : resolve(surroundings.cwd, kubeconfig), context, admin === true],
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}
