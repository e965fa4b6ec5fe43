import {setTimeout as sleep} from 'node:timers/promises'
import {ClusterClient, type ClusterAccess} from '../client/cluster-client.ts'
import type {Taint} from '../client/cluster-objects.ts'
import {createEventRecorder} from '../client/event-recorder.ts'
import {keepNodeLease} from '../client/node-lease.ts'
import type {ListenAddress, MountedFiles} from '../node/program.ts'
import type {AzureIdentity} from './identity/azure-identity.ts'
import {tokenSource} from './identity/azure-token.ts'
import {startClusterView} from './cluster-view.ts'
import type {ConnectorLog} from './connector-log.ts'
import type {ConnectorOptions} from './connector-options.ts'
import {ContainerGroups} from './container-groups/container-group-client.ts'
import {startEndpoint} from './endpoint/endpoint.ts'
import {isOld, portGuard} from './endpoint/port-guard.ts'
import {audiences, groupDiagnostics, groupExtensions} from './container-groups/group-extensions.ts'
import type {ConnectorFlags} from './settings/flags.ts'
import type {GoPanic} from './go-quirks.ts'
import {setUpSubnet} from './container-groups/group-network.ts'
import {startPodController} from './pods/pod-controller.ts'
import {createPodProvider, type PodProvider} from './pods/pod-provider.ts'
import {deleteDanglingGroups, trackPods} from './pods/pods-tracker.ts'
import {providerSettings} from './settings/provider-settings.ts'
import {loadKeyPair} from './endpoint/serving-certificate.ts'
import {keepNodeStatus, registerNode, virtualNode} from './virtual-node.ts'

const statusMs = 60_000
const cleanupMs = 300_000
const userAgent = 'virtual-kubelet/v0.0.0 (linux/amd64) kubernetes/$Format'

function taintOf(env: Readonly<Record<string, string>>, flags: ConnectorFlags): Taint | undefined {
  if (flags['disable-taint']) return undefined
  const effect = env['VKUBELET_TAINT_EFFECT'] ?? 'NoSchedule'
  if (effect !== 'NoSchedule' && effect !== 'NoExecute' && effect !== 'PreferNoSchedule')
    throw new Error(`taint effect "${effect}" is not supported`)
  return {effect, key: flags.taint, value: env['VKUBELET_TAINT_VALUE'] ?? 'azure'}
}

/**
 * KUBELET_PORT changes the port in the Node, not the port on which the process listens. If the system assigned a port other than 10250, the
 * Node must name that one.
 */
function advertisedPort(env: Readonly<Record<string, string>>, {port}: ListenAddress): number {
  const asked = env['KUBELET_PORT'] || '10250'
  if (!/^\d+$/.test(asked)) throw new Error(`strconv.ParseInt: parsing ${JSON.stringify(asked)}: invalid syntax`)
  return port === 10250 ? Number(asked) : port
}

const kubeletVersion = (version = 'N/A'): string => `${isOld(version) ? 'v1.19.10' : 'v1.25.0'}-vk-azure-aci-${version}`

export interface ProviderRun {
  readonly options: ConnectorOptions
  readonly log: ConnectorLog
  readonly identity: AzureIdentity
  readonly flags: ConnectorFlags
  readonly access: ClusterAccess
  readonly signal: AbortSignal
  readonly closers: (() => void)[]
  readonly onPanic: (panic: GoPanic) => void
}

/** From parsed flags to a registered node; fails where the provider would not start. */
export async function startProvider({options, log, identity, flags, access, signal, closers, onPanic}: ProviderRun): Promise<void> {
  const {env, files, azure} = options
  const name = flags.nodename
  const taint = taintOf(env, flags)
  const keyPair = loadKeyPair(files, env['APISERVER_CERT_LOCATION'] ?? '', env['APISERVER_KEY_LOCATION'] ?? '')
  const caPath = flags['client-verify-ca']
  const clientCa = caPath === '' ? undefined : readCa(files, caPath)
  const settings = providerSettings(env, files, flags, identity)

  const client = new ClusterClient(access, userAgent)
  const audience = azure.audience ?? audiences[identity.cloud]
  const groups = new ContainerGroups({
    endpoint: azure.resourceManagerUrl,
    caCertificate: azure.caCertificate,
    subscriptionId: identity.subscriptionId,
    token: tokenSource(identity, azure, audience, signal),
    retryMs: (options.pollMs ?? 500) * 0.8,
    userAgent: `virtual-kubelet/azure-aci ${env['ACI_EXTRA_USER_AGENT'] ?? ''}`.trim(),
    signal,
  })
  closers.push(
    () => client.close(),
    () => groups.close(),
  )
  const {network} = settings
  if (network.subnetName !== '') await setUpSubnet(groups, network, identity.subscriptionId)

  const address = await options.listenAddress(10250)
  const node = virtualNode({
    name,
    taint,
    port: advertisedPort(env, address),
    os: flags.os,
    capacity: settings.capacity,
    internalIP: env['VKUBELET_POD_IP'] ?? '',
    kubeletVersion: kubeletVersion(options.version),
  })
  const view = startClusterView(client, name, signal, (kind, error) => log.error(`failed to list *v1.${kind}: ${(error as Error).message}`))
  const events = createEventRecorder(client, {component: `${name}/pod-controller`})
  let provider: PodProvider | undefined
  const {serves, ...guard} = portGuard({flags, clientCa, version: options.version, client})
  if (serves) {
    const server = await startEndpoint({address, keyPair, clientCa, view, log, provider: () => provider, ...guard})
    closers.push(() => {
      server.close()
      server.closeAllConnections()
    })
  } else log.error('TLS certificates not provided, not setting up pod http server')

  const ready = async (): Promise<void> => {
    await Promise.all([view.pods.ready, view.secrets.ready, view.configMaps.ready, view.services.ready])
    if (signal.aborted) return
    const extensions =
      network.subnetName === ''
        ? []
        : groupExtensions(env, {
            caCertificate: access.caCertificate,
            token: typeof access.token === 'string' ? access.token : access.token(),
          })
    const maker = {
      view,
      settings,
      extensions,
      os: flags.os,
      hostIP: env['VKUBELET_POD_IP'] ?? '',
      clusterDomain: flags['cluster-domain'],
      diagnostics: groupDiagnostics(env),
    }
    provider = createPodProvider(groups, maker, name)
    const parts = {client, view, provider, events, log, signal, onPanic}
    // The Node is registered only when this first list is there: until then the port is open, and the pod is ready.
    await deleteDanglingGroups(parts, 'failed to fetch the list of pods from the provider')
    if (signal.aborted) return
    const controller = startPodController(parts)
    void trackPods({...parts, controller, pollMs: options.pollMs ?? 500, cleanupMs})
    const registration = {
      signal,
      statusMs,
      onError: (error: unknown) => log.error(`Error handling node status update: ${(error as Error).message}`),
    }
    await registerNode(client, node, registration)
    await keepNodeLease(client, name, {
      signal,
      renewMs: options.leaseRenewMs ?? 10_000,
      onError: error => log.error(`failed to update lease: ${(error as Error).message}`),
    })
    await keepNodeStatus(client, node, registration)
    log.info('Initialized')
  }
  const timeout = flags['startup-timeout']
  if (timeout === 0) return ready()
  const late = sleep(timeout, true, {signal}).catch(() => false)
  if (await Promise.race([ready().then(() => false), late]))
    throw new Error('error waiting for node to be ready: context deadline exceeded')
}

function readCa(files: MountedFiles, path: string): string {
  try {
    return files.read(path).toString()
  } catch (error) {
    throw new Error(`error getting CA from path: ${(error as Error).message}`, {cause: error})
  }
}
