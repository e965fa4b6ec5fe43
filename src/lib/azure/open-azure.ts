import type {Surroundings} from '../configuration/config-files.ts'
import {Secret} from '../secret.ts'
import type {Talk} from '../talk.ts'
import {asker, clientOptions, type Arm} from './transport/arm.ts'
import {authorization} from './resources/authorization.ts'
import {readAzProfile} from './sign-in/az-profile.ts'
import type {Azure} from './azure.ts'
import {objectIdOf, tenantOf} from './sign-in/claims.ts'
import {clusters} from './resources/clusters.ts'
import {containerGroups} from './resources/container-groups.ts'
import {listSubscriptions} from './sign-in/list-subscriptions.ts'
import {patience as usualPatience, type Patience} from '../http/patience.ts'
import {proxyFrom} from '../http/proxy.ts'
import {locks} from './resources/locks.ts'
import {principals} from './sign-in/principals.ts'
import {resolveCloud} from './clouds/resolve-cloud.ts'
import {resources} from './resources/resources.ts'
import {subscriptionState} from './resources/subscription-state.ts'
import {signInMethods} from './sign-in/sign-in-methods.ts'
import {openSession, type Session} from './sign-in/sign-in.ts'
import {resolveSubscription} from './sign-in/subscription.ts'
import {openTransport} from './transport/transport.ts'

export interface AzureOptions extends Surroundings {
  /** Aborted when vkctl is interrupted. It ends every request. */
  readonly signal: AbortSignal
  /** `--subscription`: name or id. */
  readonly subscription: string | undefined
  readonly talk: Talk
  /** Version of vkctl, for the user agent. */
  readonly version?: string
  readonly patience?: Patience
}

/** The server application of AKS's Entra ID integration; the same in every tenant (Azure/kubelogin). */
const aksScope = '6dae42f8-4368-4678-94ff-3960e28e3630/.default'

/**
 * Opens Azure with the configuration of az. The sign-in starts here; if it fails, the first request rejects.
 * Rejects with UsageError if the cloud or subscription cannot be determined, with NotAllowedError if no sign-in is configured.
 */
export async function openAzure({
  env,
  home,
  cwd,
  signal,
  subscription,
  talk,
  version,
  patience = usualPatience,
}: AzureOptions): Promise<Azure> {
  const surroundings = {env, home, cwd}
  const userAgent = version === undefined ? 'vkctl' : `vkctl/${version}`
  const ask = asker(signal)
  const transport = await openTransport({signal, talk, patience, proxy: proxyFrom(env)})
  const cloud = await ask('the cloud', () => resolveCloud(surroundings, transport.entra, userAgent))
  const scope = `${cloud.audience}/.default`
  const profile = await readAzProfile(surroundings, cloud.name)

  const context = {cloud, transport, userAgent, azSubscription: undefined, azTenant: env['AZURE_TENANT_ID'] || undefined}
  const openSessionFor = (azSubscription: string | undefined) => openSession(signInMethods(env), {...context, azSubscription}, signal, talk)
  let session: Session | undefined

  const chosen = await resolveSubscription({
    subscription,
    env,
    profile,
    list: () =>
      ask('the subscriptions', async () => {
        session = openSessionFor(undefined)
        const {token} = await session.getToken(scope)
        return listSubscriptions(cloud, transport.arm, {userAgent, token})
      }),
  })
  const credential = session ?? openSessionFor(chosen.tenantId === undefined ? undefined : chosen.id)
  // The sign-in runs while the SDK clients are loaded.
  const armToken = credential.getToken(scope)
  armToken.catch(() => {})
  const tenantId = chosen.tenantId ?? (env['AZURE_TENANT_ID'] || tenantOf((await ask('the sign-in', () => armToken)).token))
  talk.info(`Subscription ${chosen.id} in ${cloud.name}.`)

  const arm: Arm = {subscriptionId: chosen.id, credential, clientOptions: clientOptions(cloud, transport.arm, userAgent), ask}
  return {
    cloud,
    subscriptionId: chosen.id,
    tenantId,
    callerObjectId: () => ask('the sign-in', async () => objectIdOf((await armToken).token)),
    clusterToken: () => ask('the sign-in', async () => new Secret((await credential.getToken(aksScope)).token)),
    ...clusters(arm),
    ...resources(arm),
    ...authorization(arm),
    ...containerGroups(arm),
    ...locks(arm),
    ...subscriptionState(arm),
    ...principals(arm, context, tenantId, scope),
  }
}
