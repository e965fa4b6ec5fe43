import {NotAllowedError} from '../../errors.ts'
import type {Azure} from '../azure.ts'
import type {Arm} from '../transport/arm.ts'
import {parseBody} from '../transport/garbage.ts'
import {getJson} from '../transport/get-json.ts'
import {required} from '../transport/narrow.ts'

/** ARM, Subscriptions - Get 2022-12-01. */
export function subscriptionState(arm: Arm): Pick<Azure, 'subscriptionState'> {
  const {subscriptionId, credential, clientOptions} = arm
  const thing = `the subscription ${subscriptionId}`
  return {
    async subscriptionState() {
      try {
        return await arm.ask(thing, async () => {
          const {endpoint, httpClient, credentialScopes, userAgentOptions} = clientOptions
          const token = await credential.getToken(credentialScopes)
          const options = {userAgent: userAgentOptions.userAgentPrefix, ...(token !== null && {token: token.token})}
          const answer = await getJson(`${endpoint}/subscriptions/${subscriptionId}?api-version=2022-12-01`, httpClient, options)
          return required((parseBody(answer) as {readonly state?: string} | undefined)?.state, 'state', thing)
        })
      } catch (error) {
        if (error instanceof NotAllowedError) return undefined
        throw error
      }
    },
  }
}
