import type {ServicePrincipal} from '../../../../azure/azure.ts'
import {TimedOutError} from '../../../../errors.ts'
import type {StepKind} from '../../../session/step.ts'

/** Waits until a service principal may do in Azure what its connector does first. Until then, the connector keeps what it has. */
export interface ProvePrincipal {
  readonly do: 'prove-principal'
  readonly principal: ServicePrincipal
  readonly resourceGroup: string
}

const pauseMs = 2000

export const provePrincipal: StepKind<ProvePrincipal> = {
  describe: ({principal: {clientId}, resourceGroup}) => `Check that Azure accepts the role of ${clientId} in ${resourceGroup}`,

  /** Rejects with TimedOutError at the deadline. */
  async take({principal, resourceGroup}, {host, deadline}) {
    while (!(await host.azure.acceptsPrincipal(principal, resourceGroup))) {
      if (host.now().getTime() + pauseMs >= deadline.getTime()) {
        throw new TimedOutError(`Azure does not accept the role of the service principal ${principal.clientId} in ${resourceGroup} yet.`, {
          hints: [
            'A new role can take up to 30 minutes. Then run the same command again. Until then, the connector keeps the identity that it has.',
          ],
        })
      }
      await host.sleep(pauseMs)
    }
  },
}
