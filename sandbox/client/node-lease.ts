import {setTimeout as sleep} from 'node:timers/promises'
import {ApiError, isNotFound, type ClusterClient} from './cluster-client.ts'
import type {Lease, Node} from './cluster-objects.ts'

const collection = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases'
const microTime = (): string => new Date().toISOString().replace('Z', '000Z')

/** Creates or takes over the Lease of a node (40 s) and renews it until `signal`. Resolves when the Lease exists. */
export async function keepNodeLease(
  client: ClusterClient,
  name: string,
  {
    signal,
    renewMs,
    onError = () => undefined,
  }: {readonly signal: AbortSignal; readonly renewMs: number; readonly onError?: (error: unknown) => void},
): Promise<void> {
  let lease: Lease | undefined

  const renew = async (): Promise<void> => {
    const spec = {holderIdentity: name, leaseDurationSeconds: 40, renewTime: microTime()}
    if (lease === undefined) {
      lease = await client.get<Lease>(`${collection}/${name}`).catch((error: unknown) => {
        if (isNotFound(error)) return undefined
        throw error
      })
      const node = await client.get<Node>(`/api/v1/nodes/${name}`).catch(() => undefined)
      const ownerReferences = node?.metadata.uid === undefined ? [] : [{apiVersion: 'v1', kind: 'Node', name, uid: node.metadata.uid}]
      if (lease === undefined) {
        lease = await client.create<Lease>(collection, {
          apiVersion: 'coordination.k8s.io/v1',
          kind: 'Lease',
          metadata: {name, namespace: 'kube-node-lease', ownerReferences},
          spec,
        })
        return
      }
      lease = {...lease, metadata: {...lease.metadata, ownerReferences}}
    }
    lease = await client.replace<Lease>(`${collection}/${name}`, {...lease, spec})
  }

  const attempt = async (): Promise<boolean> => {
    try {
      await renew()
      return true
    } catch (error) {
      onError(error)
      // Somebody else changed or deleted it: read it again before the next try.
      if (error instanceof ApiError) lease = undefined
      return false
    }
  }

  const keep = async (): Promise<void> => {
    let held = true
    while (!signal.aborted) {
      await sleep(held ? renewMs : Math.min(200, renewMs), undefined, {signal}).catch(() => undefined)
      if (!signal.aborted) held = await attempt()
    }
  }
  while (!(await attempt()) && !signal.aborted) await sleep(100, undefined, {signal}).catch(() => undefined)
  void keep()
}
