import type {Azure, Cluster, ClusterRef} from '../../azure/azure.ts'
import {UsageError, UserError} from '../../errors.ts'
import {readText, withPrivateFile} from '../../files.ts'
import {openHelm, type Helm} from '../../helm/helm.ts'
import {readKubeconfig, withToken, type ClusterAccess} from '../../kubernetes/kubeconfig.ts'
import {openKubectl, type Kubectl} from '../../kubernetes/kubectl.ts'
import type {KubeTarget} from '../../kubernetes/target.ts'
import {skewWarning} from '../../kubernetes/version.ts'
import type {Secret} from '../../secret.ts'
import type {Host} from './host.ts'
import type {KubeOptions} from '../model/spec.ts'
import type {Tools} from './tools.ts'

/** A cluster with the tools bound to it. */
export interface ClusterSession {
  readonly cluster: Cluster
  readonly kubectl: Kubectl
  /** Works on after an interrupt, for last words. */
  readonly lastKubectl: Kubectl
  /** Rejects when kubectl is too old to change anything; warns when it is far from the cluster's version. To be called before it changes something. */
  readonly checkKubectl: () => Promise<void>
  readonly helm: Helm
  /** PEM; undefined with a kubeconfig of the user's that is found by kubectl itself. */
  readonly certificateAuthority: string | undefined
}

/**
 * Opens the cluster for as long as `use` runs: with the credentials that ARM hands out, in a file that is gone afterwards, or with the
 * kubeconfig or context that the user names. Never with whatever context happens to be current.
 */
export async function withCluster<T>(
  host: Host,
  ref: ClusterRef,
  kube: KubeOptions,
  use: (session: ClusterSession) => Promise<T>,
): Promise<T> {
  const {azure} = host
  const own = kube.kubeconfig !== undefined || kube.context !== undefined
  const [tools, cluster, handedOut] = await Promise.all([
    host.tools,
    azure.cluster(ref),
    own ? undefined : azure.clusterCredentials(ref, {admin: kube.admin}),
  ])
  checkRunning(cluster)
  if (handedOut !== undefined) {
    const {kubeconfig, access} = await usable(azure, cluster, handedOut, kube.admin)
    const opening = {tools, cluster, serverVersion: cluster.kubernetesVersion}
    return withPrivateFile('kubeconfig', kubeconfig, path => withSession(host, {...opening, target: {kubeconfig: path}, access}, use))
  }
  const access = kube.kubeconfig === undefined ? undefined : await readOwn(kube.kubeconfig, kube.context)
  host.talk.warning(
    `Using ${access === undefined ? `the context ${kube.context} of your kubeconfig` : `the API server ${access.server} of ${kube.kubeconfig}`}, not the credentials of ${cluster.name}.`,
  )
  const target = {
    ...(kube.kubeconfig !== undefined && {kubeconfig: kube.kubeconfig}),
    ...(kube.context !== undefined && {context: kube.context}),
  }
  return withSession(host, {tools, cluster, target, access, serverVersion: undefined}, use)
}

interface Opening {
  readonly tools: Tools
  readonly cluster: Cluster
  readonly target: KubeTarget
  readonly access: ClusterAccess | undefined
  /** Undefined with a kubeconfig of the user's: it may be another cluster than the one that ARM tells of. */
  readonly serverVersion: string | undefined
}

async function withSession<T>(
  host: Host,
  {tools, cluster, target, access, serverVersion}: Opening,
  use: (session: ClusterSession) => Promise<T>,
): Promise<T> {
  const {kubectl, kubectlVersion, helm, helmVersion} = tools
  const api = access?.api && host.api(access.api)
  try {
    return await use({
      cluster,
      kubectl: openKubectl(host.run, kubectl, target, api),
      lastKubectl: openKubectl(host.lastRun, kubectl, target),
      checkKubectl: async () => warnOfSkew(host, await kubectlVersion(), serverVersion),
      helm: await openHelm(host.run, {tool: helm, ...target}, helmVersion),
      certificateAuthority: access?.certificateAuthority,
    })
  } finally {
    api?.close()
  }
}

function warnOfSkew({talk}: Host, client: string, server: string | undefined): void {
  const warning = server === undefined ? undefined : skewWarning(client, server)
  if (warning !== undefined) talk.warning(warning)
}

/** A stopped cluster has no API server to talk to. */
function checkRunning({name, resourceGroup, powerState}: Cluster): void {
  if (powerState === 'Stopped') {
    throw new UserError(`The cluster ${name} is stopped.`, {
      hints: [`Start it: az aks start --name ${name} --resource-group ${resourceGroup}`],
    })
  }
}

/** The kubeconfig of an Entra ID cluster calls kubelogin; with a token of the signed-in user nothing has to be installed. */
async function usable(
  azure: Azure,
  cluster: Cluster,
  handedOut: Secret,
  admin: boolean,
): Promise<{readonly kubeconfig: Secret; readonly access: ClusterAccess}> {
  const access = await readKubeconfig(handedOut.reveal())
  if (!access.needsPlugin || admin || !cluster.entraId) return {kubeconfig: handedOut, access}
  const kubeconfig = await withToken(handedOut, await azure.clusterToken())
  return {kubeconfig, access: await readKubeconfig(kubeconfig.reveal())}
}

async function readOwn(path: string, context: string | undefined): Promise<ClusterAccess> {
  const text = await readText(path)
  if (text === undefined) throw new UsageError(`--kubeconfig names ${path}, which does not exist.`)
  return readKubeconfig(text, context)
}
