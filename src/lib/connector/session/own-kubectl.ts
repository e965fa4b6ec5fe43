import {openKubectl, type Kubectl} from '../../kubernetes/kubectl.ts'
import {readOwn} from './cluster-session.ts'
import type {Host} from './host.ts'

/** A kubeconfig, a context of it, or a context of the kubeconfig that kubectl finds. */
export interface OwnAccess {
  readonly kubeconfig?: string
  readonly context?: string
}

/**
 * Opens kubectl with the user's own kubeconfig while `use` runs, without asking Azure which cluster it is. `name` is the address of the API server, or the
 * context.
 */
export async function withOwnKubectl<T>(
  host: Host,
  {kubeconfig, context}: OwnAccess,
  use: (kubectl: Kubectl, name: string) => Promise<T>,
): Promise<T> {
  const {kubectl} = await host.tools()
  const access = kubeconfig === undefined ? undefined : await readOwn(kubeconfig, context)
  const api = access?.api && host.api(access.api)
  const target = {...(kubeconfig !== undefined && {kubeconfig}), ...(context !== undefined && {context})}
  try {
    return await use(openKubectl(host.run, kubectl, target, api), access?.server ?? `context ${context}`)
  } finally {
    api?.close()
  }
}
