import type {Breakage} from '../breakage.ts'
import {runningPod} from '../sample-pods.ts'
import {ofAzure} from './azure.ts'
import {ofCredentials} from './credentials.ts'
import {ofDeployment} from './deployment.ts'
import {ofNetwork} from './network.ts'
import {ofNodes} from './nodes.ts'
import {ofObjects} from './objects.ts'
import {ofPods} from './pods.ts'

/** Nothing is broken, so nothing may be found: a program that always finds something would name many causes. */
export const healthy = (['kubelet', 'servicePrincipal', 'userAssigned', 'subnet', 'ownGroup', 'windows'] as const).map((of): Breakage => ({
  name: `nothing is broken: ${of}`,
  of,
  breaks: site => runningPod(site),
  causes: [],
}))

export const allBreakages: readonly Breakage[] = [
  ...healthy,
  ...ofObjects,
  ...ofCredentials,
  ...ofDeployment,
  ...ofNodes,
  ...ofNetwork,
  ...ofAzure,
  ...ofPods,
]
