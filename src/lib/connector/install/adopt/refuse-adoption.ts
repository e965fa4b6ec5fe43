import {argocd, az, flux, helm} from '../../../printed-commands/printed-command.ts'
import type {Line} from '../../../printed-commands/printed-lines.ts'
import {exitCodes, UserError} from '../../../errors.ts'
import {isConnectorChart} from '../../inventory/origin/origin.ts'
import {managerOf} from '../../inventory/origin/managed-by.ts'
import {runsEarliestProgram} from '../../inventory/origin/virtual-kubelet.ts'
import {isVirtualNode} from '../../inventory/origin/virtual-node.ts'
import {doubtsAboutRelease} from '../../inventory/release-doubts.ts'
import type {Manager} from '../../model/result.ts'
import type {InstallSpec} from '../../model/spec.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'
import type {Adopted} from './adopted.ts'
import {deploymentInWords} from './words.ts'

/** Throws UserError if a connector must not be taken over. */
export async function refuseAdoption(
  session: Pick<ClusterSession, 'kubectl' | 'helm'>,
  adopted: Adopted,
  {namespace: target}: Pick<InstallSpec, 'namespace'>,
): Promise<void> {
  const {nodeName, deployment, release, ownNamespaces, node} = adopted
  if (deployment.kind === 'StatefulSet')
    throw refused(`The node ${nodeName} belongs to Virtual Nodes v2, which is another program and has no pods in common with a connector.`)
  if (deployment.kind === 'DaemonSet')
    throw refused(`The DaemonSet ${deploymentInWords(adopted)} registers the node ${nodeName}. vkctl takes over only Deployments.`)
  if (runsEarliestProgram(deployment)) {
    throw refused(
      `The program of the node ${nodeName} is older than Virtual Kubelet. It gave its container groups other names and tags, so no other program can keep its pods running.`,
      ['Remove this connector, and install a new one.'],
    )
  }
  if (node !== undefined && !isVirtualNode(node)) throw refused(`The node ${nodeName} is not a virtual node.`)
  const manager = managerOf(deployment)
  if (manager !== undefined && othersTools.has(manager.tool)) {
    throw refused(`${inWords(manager)} manages the Deployment ${deploymentInWords(adopted)}, and would start it again.`, ownersWay(manager))
  }
  if (release === undefined) return
  const {name, namespace, chartName} = release
  if (!isConnectorChart(chartName))
    throw refused(`The release ${name} is of the chart ${chartName}, which may contain more than a connector. vkctl cannot uninstall it.`)
  if (release.status !== 'deployed') {
    throw refused(`The release ${name} is ${release.status}. vkctl takes over only a release that is deployed.`, [
      'Look at it:',
      helm`history ${name} --namespace ${namespace}`,
    ])
  }
  if (ownNamespaces.includes(target)) {
    throw refused(`The release ${name} contains the Namespace ${target}, which goes with it.`, [
      'Pass another --namespace for the new connector.',
    ])
  }
  const [doubt] = await doubtsAboutRelease(session, {release: name, namespace})
  if (doubt !== undefined) throw refused(`vkctl cannot uninstall the release ${name}: ${doubt}.`)
}

function refused(message: string, hints: readonly Line[] = []): UserError {
  return new UserError(message, {hints, exitCode: exitCodes.checksFailed})
}

/** Tools that put back what somebody else changes. */
const othersTools: ReadonlySet<Manager['tool']> = new Set(['aks', 'flux', 'argo-cd'])

function inWords({tool, kind, namespace, name}: Manager): string {
  if (tool === 'aks') return 'AKS'
  const owner = tool === 'flux' ? 'Flux' : 'Argo CD'
  return name === null ? owner : `${owner} (${kind} ${namespace === null ? '' : `${namespace}/`}${name})`
}

/** What the owner of a Deployment offers instead. */
function ownersWay({tool, kind, namespace, name}: Manager): readonly Line[] {
  if (tool === 'aks') {
    return [
      'Install a connector beside the add-on, or turn the add-on off first:',
      az`aks disable-addons --addons virtual-node --resource-group GROUP --name CLUSTER`,
    ]
  }
  const inNamespace = namespace === null ? [] : ['--namespace', namespace]
  const look =
    tool === 'flux'
      ? flux`get ${kind === 'HelmRelease' ? 'helmreleases' : 'kustomizations'} ${name ?? ''} ${inNamespace}`
      : argocd`app get ${name ?? ''}`
  return ['Change it where it is described. To see it:', look]
}
