import {expect, it} from '@jest/globals'
import {known} from '../../../../src/lib/checks/engine/fact.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import {diagnose} from '../../../../src/lib/connector/wait/diagnose.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'
import {InterruptedError, UserError} from '../../../../src/lib/errors.ts'
import {openKubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import {ProgramError, type Run} from '../../../../src/lib/process.ts'
import {pod} from '../../checks/objects.ts'
import {showing} from '../../kubernetes/shown.ts'
import {record} from '../install/wanted.ts'

/** Of a connector whose pod runs and is not ready, in a cluster of which nothing can be read and whose kubelet is out of reach. */
function ask({interrupted = false} = {}) {
  const controller = new AbortController()
  const shown = showing(() => 'Error from server (Forbidden): events is forbidden')
  const run: Run = async invocation => {
    if (invocation.args.some(arg => arg.includes('/log?'))) {
      // All else has been asked by then.
      await new Promise(resolve => setImmediate(resolve))
      if (interrupted) controller.abort(new InterruptedError('SIGINT'))
      throw new ProgramError('kubectl did not finish within 60000 ms.')
    }
    return shown(invocation)
  }
  const refuses = async () => Promise.reject(new UserError('no'))
  const host = {
    signal: controller.signal,
    azure: {provider: refuses, subscriptionState: refuses},
    talk: {info() {}},
    run,
  } as unknown as Host
  const session = {kubectl: openKubectl(run, 'kubectl', {kubeconfig: 'x'})} as unknown as ClusterSession
  const facts = {
    helm: known(undefined),
    deployments: known([]),
    pods: known([pod({ready: false})]),
    node: known(undefined),
    lease: known(undefined),
    missingReferences: known([]),
  }
  return diagnose(host, session, record(), {facts})
}

it('says which evidence could not be read, for another connector may be well', async () => {
  expect(await ask()).toEqual(['events: events is forbidden', 'log: kubectl did not finish within 60000 ms.'])
})

it('ends with the interrupt', async () => {
  await expect(ask({interrupted: true})).rejects.toThrow(InterruptedError)
})
