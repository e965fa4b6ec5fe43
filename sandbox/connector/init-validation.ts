import {setTimeout as sleep} from 'node:timers/promises'
import {ClusterClient} from '../client/cluster-client.ts'
import {createEventRecorder} from '../client/event-recorder.ts'
import type {ProgramContext} from '../node/program.ts'
import type {Pod} from '../client/pod-objects.ts'
import {inClusterAccess} from './identity/api-access.ts'
import {azureIdentity} from './identity/azure-identity.ts'
import {tokenSource} from './identity/azure-token.ts'
import {createConnectorLog} from './connector-log.ts'
import {ContainerGroups} from './container-groups/container-group-client.ts'
import {audiences} from './container-groups/group-extensions.ts'
import {GoPanic, panicText} from './go-quirks.ts'
import {setUpSubnet} from './container-groups/group-network.ts'
import type {ConnectorImageOptions} from './connector-options.ts'
import {providerSettings} from './settings/provider-settings.ts'
import {parseFlags} from './settings/flags.ts'

const attempts = 50
/** The real one waits a minute between two attempts. */
const pauseMs = 2000

/** Fails as the provider itself would. */
async function validate({env, files}: ProgramContext, {azure}: ConnectorImageOptions): Promise<void> {
  const identity = azureIdentity(env, files)
  const flags = parseFlags([], env, () => undefined)
  if (flags === undefined) return
  const {network} = providerSettings({ACI_RESOURCE_GROUP: 'none', ACI_REGION: 'eastus', ...env}, files, flags, identity)
  if (network.subnetName === '') return
  const signal = AbortSignal.timeout(60_000)
  const groups = new ContainerGroups({
    endpoint: azure.resourceManagerUrl,
    caCertificate: azure.caCertificate,
    subscriptionId: identity.subscriptionId,
    retryMs: 400,
    userAgent: 'init-validation',
    token: tokenSource(identity, azure, azure.audience ?? audiences[identity.cloud], signal),
    signal,
  })
  await setUpSubnet(groups, network, identity.subscriptionId).finally(() => groups.close())
}

const success = 'initial setup for virtual kubelet Azure ACI is successful'

/** The init container of the upstream chart: checks the identity and the network, reports the result in an event, and tries again. */
export async function runInitValidation(context: ProgramContext, options: ConnectorImageOptions): Promise<number> {
  const {env, files} = context
  const log = createConnectorLog(context.log)
  const client = new ClusterClient(inClusterAccess(env, files), 'init-validation')
  const {POD_NAME: name = '', NAMESPACE: namespace = ''} = env
  const pod = await client
    .get<Pod>(`/api/v1/namespaces/${namespace}/pods/${name}`)
    .catch((): Pod => ({metadata: {name, namespace}, spec: {containers: []}}))
  const events = createEventRecorder(client, {component: 'virtual-kubelet-init'})
  const say = (type: 'Normal' | 'Warning', reason: string, message: string): Promise<void> =>
    events.record({...pod, apiVersion: 'v1', kind: 'Pod'}, type, reason, message)
  const attempt = async (): Promise<number | undefined> => {
    try {
      await validate(context, options)
      log.info(success)
      await say('Normal', 'InitSuccess', success)
      return 0
    } catch (error) {
      const {message} = error as Error
      if (error instanceof GoPanic) {
        for (const line of panicText(error)) log.raw(line)
        return 2
      }
      log.error(message)
      await say('Warning', 'InitFailed', message)
      return undefined
    }
  }
  let code: number | undefined
  for (let count = 0; count < attempts && code === undefined; count++) {
    if (count > 0) await sleep(pauseMs)
    code = await attempt()
  }
  client.close()
  return code ?? 1
}
