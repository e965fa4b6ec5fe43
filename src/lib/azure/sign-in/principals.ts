import type {Arm} from '../transport/arm.ts'
import type {Azure} from '../azure.ts'
import {principalOf} from './claims.ts'
import {openCredential, type CredentialContext} from './credential.ts'
import {signInFault} from './sign-in-fault.ts'

export function principals(arm: Arm, context: CredentialContext, tenantId: string, scope: string): Pick<Azure, 'signIn'> {
  return {
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
