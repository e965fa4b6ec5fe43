import {NotAllowedError, NotFoundError, UsageError} from '../../errors.ts'
import type {ProfileSubscription} from './az-profile.ts'

export interface Subscription {
  readonly id: string
  /** Undefined if az does not know the subscription. */
  readonly tenantId: string | undefined
}

export interface SubscriptionChoice {
  /** `--subscription`: name or id. */
  readonly subscription: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  readonly profile: readonly ProfileSubscription[]
  /** Reads all subscriptions from ARM; only called for a name that az does not know. */
  readonly list: () => Promise<readonly {readonly id: string; readonly name: string}[]>
}

const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** `--subscription`, else `AZURE_SUBSCRIPTION_ID`, else the default subscription of az. Throws NotFoundError, UsageError or NotAllowedError. */
export async function resolveSubscription({subscription, env, profile, list}: SubscriptionChoice): Promise<Subscription> {
  const wanted = subscription ?? (env['AZURE_SUBSCRIPTION_ID'] || undefined)
  if (wanted === undefined) return ofProfile(profile)
  const known = matching(profile, wanted)
  if (known !== undefined) return known
  if (guid.test(wanted)) return {id: wanted, tenantId: undefined}
  const found = matching(await list(), wanted)
  if (found !== undefined) return {id: found.id, tenantId: undefined}
  throw new NotFoundError(`Subscription '${wanted}' not found. Check the spelling and casing and try again.`)
}

function ofProfile(profile: readonly ProfileSubscription[]): Subscription {
  const chosen = profile.find(({isDefault}) => isDefault)
  if (chosen !== undefined) return chosen
  if (profile.length > 0) throw new UsageError("No subscription is chosen. Use --subscription or run 'az account set'.")
  throw new NotAllowedError("Please run 'az login' to setup account.", {
    hints: ['Or sign in with a service principal (AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET) and set AZURE_SUBSCRIPTION_ID.'],
  })
}

function matching<T extends {readonly id: string; readonly name: string}>(all: readonly T[], wanted: string): T | undefined {
  const lower = wanted.toLowerCase()
  const byId = all.find(({id}) => id.toLowerCase() === lower)
  if (byId !== undefined) return byId
  const byName = all.filter(({name}) => name.toLowerCase() === lower)
  if (byName.length > 1)
    throw new UsageError(`Several subscriptions are named '${wanted}': ${byName.map(({id}) => id).join(', ')}.`, {hints: ['Use the id.']})
  return byName[0]
}
