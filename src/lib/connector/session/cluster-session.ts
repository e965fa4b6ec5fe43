import {az} from '../../printed-commands/printed-command.ts'
import type {Azure, Cluster, ClusterRef} from '../../azure/azure.ts'
import {UsageError, UserError} from '../../errors.ts'
import {withPrivateFile} from '../../files.ts'
import {readGivenText} from '../../given-file.ts'
import {openHelm, type Helm} from '../../helm/helm.ts'
import type {Release} from '../../helm/releases.ts'
import {knownPartOf} from '../../kubernetes/kubeconfig/handed-out-kubeconfig.ts'
import {readKubeconfig, type ClusterAccess} from '../../kubernetes/kubeconfig/kubeconfig.ts'
import {openKubectl, type Kubectl, type KubeTarget} from '../../kubernetes/kubectl.ts'
import {skewWarning} from '../../kubernetes/version.ts'
import type {Secret} from '../../secret.ts'
import {checkCluster} from './check-cluster.ts'
import {clusterClock} from './clock.ts'
import type {Host} from './host.ts'
import {readManifest, readReleases, type ReleaseChoice} from './releases.ts'
import type {KubeOptions} from '../model/spec.ts'
import type {Tools} from './tools.ts'

/** An open cluster: kubectl and helm with its credentials. */
export interface ClusterSession extends OpenCluster {
  /** The cluster in Azure. */
  readonly cluster: Cluster
}

/** An open cluster, whether it is known in Azure or not. */
export interface OpenCluster {
  readonly kubectl: Kubectl
  /** An interrupt does not end it. For the clean-up after an interrupt. */
  readonly lastKubectl: Kubectl
  /** Call it before kubectl changes something. Rejects if kubectl is too old for that; warns if its version is too far from the cluster's. */
  readonly checkKubectl: () => Promise<void>
  readonly helm: Helm
  /** See {@link readReleases}. */
  readonly releases: (choice: ReleaseChoice) => Promise<readonly Release[]>
  /** The time by the clock of the API server, to the second. If only kubectl reaches the API server: by the clock of this machine. */
  readonly now: () => Date
  /** PEM; undefined if kubectl itself finds the kubeconfig (`--context`). */
  readonly certificateAuthority: string | undefined
}

/**
 * Opens the cluster while `use` runs: with the credentials that ARM returns, in a file that is deleted afterwards, or with the kubeconfig
 * or context that the user names. Never with the current context. Rejects with UsageError if the kubeconfig belongs to another cluster.
 */
export async function withCluster<T>(
  host: Host,
  ref: ClusterRef,
  kube: KubeOptions,
  use: (session: ClusterSession) => Promise<T>,
): Promise<T> {
  const {azure} = host
  const own = kube.kubeconfig !== undefined || kube.context !== undefined
  const [tools, cluster, handedOut] = await host.talk.during('read', `Reading the cluster ${ref.name} in Azure`, () =>
    Promise.all([host.tools(), azure.cluster(ref), own ? undefined : handOut(azure, ref, kube)]),
  )
  checkRunning(cluster)
  if (handedOut === undefined) return withOwnCluster(host, cluster, kube, use)
  const {kubeconfig, access} = await usable(azure, handedOut)
  const opening = {tools, serverVersion: cluster.kubernetesVersion}
  return withPrivateFile('kubeconfig', kubeconfig, path =>
    withSession(host, {...opening, target: {kubeconfig: path}, access}, session => use({...session, cluster})),
  )
}

/** Opens the cluster with the kubeconfig or context that the user names; `cluster` is the one in Azure, if it is known. */
export async function withOwnCluster<T, Known extends Cluster | undefined>(
  host: Host,
  cluster: Known,
  kube: KubeOptions,
  use: (session: OpenCluster & {readonly cluster: Known}) => Promise<T>,
): Promise<T> {
  const tools = await host.tools()
  const access = kube.kubeconfig === undefined ? undefined : await readOwn(kube.kubeconfig, kube.context)
  const target = {
    ...(kube.kubeconfig !== undefined && {kubeconfig: kube.kubeconfig}),
    ...(kube.context !== undefined && {context: kube.context}),
  }
  return withSession(host, {tools, target, access, serverVersion: undefined}, async session => {
    await checkCluster(host, {...session, cluster}, kube, access)
    return use({...session, cluster})
  })
}

interface Opening {
  readonly tools: Tools
  readonly target: KubeTarget
  readonly access: ClusterAccess | undefined
  /** Undefined with the user's own kubeconfig, which may lead to another cluster. */
  readonly serverVersion: string | undefined
}

async function withSession<T>(
  host: Host,
  {tools, target, access, serverVersion}: Opening,
  use: (session: OpenCluster) => Promise<T>,
): Promise<T> {
  const {kubectl, kubectlVersion, helm, helmVersion} = tools
  const api = access?.api && host.api(access.api)
  const cli = openKubectl(host.run, kubectl, target, api)
  try {
    const program = await openHelm(host.run, {tool: helm, ...target}, helmVersion)
    const opened: Helm = {...program, manifest: ref => readManifest({kubectl: cli, helm: program}, ref)}
    return await use({
      kubectl: cli,
      lastKubectl: openKubectl(host.lastRun, kubectl, target),
      checkKubectl: async () => warnOfSkew(host, await kubectlVersion(), serverVersion),
      helm: opened,
      releases: choice => readReleases({kubectl: cli, helm: opened}, choice),
      now: clusterClock({...host, aheadMs: () => api?.clockAheadMs() ?? 0}),
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

/** Rejects with what to do if the user asks for the local administrator of a cluster that has none. */
async function handOut(azure: Azure, ref: ClusterRef, {admin}: KubeOptions): Promise<Secret> {
  try {
    return await azure.clusterCredentials(ref, {admin})
  } catch (error) {
    if (!admin || !(await hasNoLocalAccounts(azure, ref))) throw error
    throw new UserError(`The cluster ${ref.name} has no local accounts (disableLocalAccounts), so there are no credentials for --admin.`, {
      hints: [
        'Run the command without --admin. vkctl then signs in to the cluster with your Entra ID account, as kubelogin does; it does not need kubelogin itself.',
        "Your account needs to be in an administrators' group of the cluster, or to have the role 'Azure Kubernetes Service RBAC Cluster Admin' if the cluster uses Azure RBAC.",
      ],
      cause: error,
    })
  }
}

async function hasNoLocalAccounts(azure: Azure, ref: ClusterRef): Promise<boolean> {
  try {
    return (await azure.cluster(ref)).localAccountsDisabled
  } catch {
    return false
  }
}

/** A stopped cluster has no API server. */
function checkRunning({name, resourceGroup, powerState}: Cluster): void {
  if (powerState === 'Stopped') {
    throw new UserError(`The cluster ${name} is stopped.`, {
      hints: ['Start it:', az`aks start --name ${name} --resource-group ${resourceGroup}`],
    })
  }
}

async function usable(azure: Azure, handedOut: Secret): Promise<{readonly kubeconfig: Secret; readonly access: ClusterAccess}> {
  const kubeconfig = await knownPartOf(handedOut, () => azure.clusterToken())
  return {kubeconfig, access: await readKubeconfig(kubeconfig.reveal())}
}

/** Reads a kubeconfig of the user. Rejects with UsageError if there is none. */
export async function readOwn(path: string, context: string | undefined): Promise<ClusterAccess> {
  if (path === '-') throw new UsageError('--kubeconfig cannot be stdin: helm and kubectl read the kubeconfig, too. Pass a file.')
  const text = await readGivenText(path, {isReadAgain: true})
  if (text === undefined) throw new UsageError(`--kubeconfig names ${path}, which does not exist.`)
  try {
    return await readKubeconfig(text, context)
  } catch (error) {
    throw error instanceof UserError ? new UsageError(`${path}: ${error.message}`, {hints: error.hints, cause: error}) : error
  }
}
