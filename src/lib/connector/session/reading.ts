import type {Cluster, ClusterRef} from '../../azure/azure.ts'
import {absentAzure} from '../../azure/absent-azure.ts'
import {NotFoundError, UserError} from '../../errors.ts'
import type {KubeOptions} from '../model/spec.ts'
import {withCluster, withOwnCluster, type OpenCluster} from './cluster-session.ts'
import type {Host} from './host.ts'

/** An open cluster of a command that only reads. With a kubeconfig or a context, it does not need Azure. */
export interface ReadingSession extends OpenCluster {
  /** The cluster in Azure; undefined if it was not named or could not be read. */
  readonly cluster: Cluster | undefined
  /** Why `cluster` is undefined. */
  readonly absent?: UserError
}

/**
 * Like {@link withCluster}, for commands that only read. With a kubeconfig or a context, it goes on without Azure if `ref` is undefined or if Azure cannot be
 * read: then every request to the Azure of `host` rejects with the reason. Rejects with NotFoundError if the cluster does not exist.
 */
export async function withReadableCluster<T>(
  host: Host,
  ref: ClusterRef | undefined,
  kube: KubeOptions,
  use: (host: Host, session: ReadingSession) => Promise<T>,
): Promise<T> {
  if (kube.kubeconfig === undefined && kube.context === undefined) {
    if (ref === undefined) throw notNamed()
    return withCluster(host, ref, kube, session => use(host, session))
  }
  const found = await readCluster(host, ref)
  if (found instanceof UserError) {
    const without = {...host, azure: absentAzure(found)}
    return withOwnCluster(without, undefined, kube, session => use(without, {...session, absent: found}))
  }
  return withOwnCluster(host, found, kube, session => use(host, session))
}

async function readCluster({azure, signal}: Host, ref: ClusterRef | undefined): Promise<Cluster | UserError> {
  if (ref === undefined) return notNamed()
  try {
    return await azure.cluster(ref)
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof NotFoundError || !(error instanceof UserError)) throw error
    return error
  }
}

/** Why Azure is not read if the user does not name the cluster in Azure. */
export function notNamed(): UserError {
  return new UserError('Azure was not read, because the cluster in Azure is not named.', {
    hints: ['Pass --resource-group and --name.'],
  })
}
