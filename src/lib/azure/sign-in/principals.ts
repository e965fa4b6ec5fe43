import type {Arm} from '../transport/arm.ts'
import type {Azure} from '../azure.ts'
import {NotAllowedError} from '../../errors.ts'
import {containerGroups} from '../resources/container-groups.ts'
import {principalOf} from './claims.ts'
import {openCredential, type CredentialContext} from './credential.ts'
import {signInFault} from './sign-in-fault.ts'

export function principals(
  arm: Arm,
  context: CredentialContext,
  tenantId: string,
  scope: string,
): Pick<Azure, 'signIn' | 'acceptsPrincipal'> {
  return {
    async acceptsPrincipal({clientId, clientSecret}, resourceGroup) {
      const credential = await openCredential({kind: 'secret', tenantId, clientId, clientSecret}, context)
      try {
        await containerGroups({...arm, credential}).containerGroups(resourceGroup)
        return true
      } catch (error) {
        if (error instanceof NotAllowedError) return false
        throw error
      }
    },
    signIn({clientId, clientSecret}) {
      return arm.ask(`the service principal ${clientId}`, async () => {
        const credential = await openCredential({kind: 'secret', tenantId, clientId, clientSecret}, context)
        const token = await credential
          .getToken(scope)
          .catch((error: unknown) => Promise.reject(signInFault(`the service principal ${clientId}`, error)))
        return principalOf(token.token)
      })
    },
  }
}
