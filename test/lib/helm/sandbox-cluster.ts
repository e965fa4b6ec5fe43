import {createAuthority} from '../../../sandbox/authority.ts'
import {Faults} from '../../../sandbox/faults.ts'
import {startKubernetesApi} from '../../../sandbox/kubernetes/api-server.ts'
import type {Cluster} from './test-cluster.ts'

/** The sandbox's Kubernetes API, alone. */
export async function startSandbox(): Promise<Cluster> {
  const api = await startKubernetesApi({authority: await createAuthority('test'), faults: new Faults()})
  return {
    ...api,
    issueToken: async ({namespace, name}) =>
      api.issueToken({
        username: `system:serviceaccount:${namespace}:${name}`,
        groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`],
      }),
  }
}
