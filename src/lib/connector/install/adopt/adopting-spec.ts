import {az} from '../../../printed-commands/printed-command.ts'
import {normalizeLocation} from '../../../azure/resources/location.ts'
import {sameId} from '../../../azure/resources/ids.ts'
import type {ServicePrincipal} from '../../../azure/azure.ts'
import {UsageError} from '../../../errors.ts'
import {ofKind, type DeploymentObject} from '../../../kubernetes/objects.ts'
import {readObjects} from '../../../kubernetes/read.ts'
import {unreadError} from '../../../kubernetes/unread.ts'
import {Secret} from '../../../secret.ts'
import {environmentOf, osArgument, taintArgument, variablesOf, virtualNodeTaint} from '../../model/deployment-arguments.ts'
import type {InstallSpec} from '../../model/spec.ts'
import type {SubnetChoice} from '../../model/subnet.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'
import {deploymentRef} from './adopted.ts'

/**
 * What an install asks for when it takes over a connector: what the user passes, and else what the Deployment has. Throws UsageError if the connector would
 * move, because its container groups would stay behind, or if the Deployment does not say enough.
 */
export async function adoptingSpec(spec: InstallSpec, deployment: DeploymentObject, session: ClusterSession): Promise<InstallSpec> {
  const {nodeResourceGroup} = session.cluster
  const location = normalizeLocation(valueIn(deployment, 'ACI_REGION') ?? session.cluster.location)
  const group = valueIn(deployment, 'ACI_RESOURCE_GROUP') ?? nodeResourceGroup
  const {given} = spec
  refuseMove('--location', spec.location, location)
  refuseMove('--aci-resource-group', given.aciResourceGroup, group)
  const hasIdentity = spec.servicePrincipal !== undefined || given.identityId !== undefined
  const subnet = spec.subnet ?? subnetOf(deployment)
  const servicePrincipal = hasIdentity ? spec.servicePrincipal : await identityOf(deployment, session)
  return {
    ...spec,
    osTypes: [osArgument(deployment)],
    location,
    servicePrincipal,
    subnet,
    given: {
      ...(!sameId(group, nodeResourceGroup) && {aciResourceGroup: group}),
      ...given,
      ...taintValues(deployment, given.values),
    },
  }
}

function refuseMove(flag: string, asked: string | undefined, is: string): void {
  if (asked === undefined || sameId(asked, is)) return
  throw new UsageError(`${flag} is ${asked}, but the connector to take over uses ${is}. Its container groups would stay behind.`, {
    hints: [`Leave out ${flag}. When the connector is taken over, another install can move it.`],
  })
}

/** The subnet of the container groups, if the connector has one. */
function subnetOf(deployment: DeploymentObject): SubnetChoice | undefined {
  const subnetName = valueIn(deployment, 'ACI_SUBNET_NAME')
  if (subnetName === undefined) return undefined
  const networkName = valueIn(deployment, 'ACI_VNET_NAME')
  if (networkName === undefined) {
    throw new UsageError(`The connector uses the subnet ${subnetName}, but its Deployment does not name the virtual network.`, {
      hints: ['Pass the subnet with --vnet-subnet-id.'],
    })
  }
  return {networkName, subnetName, resourceGroup: valueIn(deployment, 'ACI_VNET_RESOURCE_GROUP')}
}

/** The service principal of the connector; undefined if it uses the identity of the nodes. Rejects with UsageError if it uses another one that vkctl cannot know. */
async function identityOf(deployment: DeploymentObject, session: ClusterSession): Promise<ServicePrincipal | undefined> {
  const clientId = valueIn(deployment, 'AZURE_CLIENT_ID')
  if (clientId !== undefined) return {clientId, clientSecret: await clientSecretOf(deployment, session)}
  const hint = 'Pass --assign-identity, or --service-principal and --client-secret.'
  if (valueIn(deployment, 'AZURE_AUTH_LOCATION') !== undefined) {
    throw new UsageError('The connector reads its service principal from a file, which vkctl does not read.', {hints: [hint]})
  }
  const managed = valueIn(deployment, 'VIRTUALNODE_USER_IDENTITY_CLIENTID')
  const ofNodes = session.cluster.kubeletIdentity?.clientId
  if (managed === undefined || managed.toLowerCase() === ofNodes?.toLowerCase()) return undefined
  throw new UsageError(`The connector uses a managed identity with the client ID ${managed}. vkctl needs its resource ID.`, {
    hints: ['Print it:', az`identity list --query ${`[?clientId=='${managed}'].id`} --output tsv`, 'Then pass it with --assign-identity.'],
  })
}

async function clientSecretOf(deployment: DeploymentObject, {kubectl}: ClusterSession): Promise<Secret> {
  const variable = variablesOf(deployment).find(({name}) => name === 'AZURE_CLIENT_SECRET')
  if (variable?.value !== undefined && variable.value !== '') return new Secret(variable.value)
  const ref = variable?.valueFrom?.secretKeyRef
  const {namespace} = deploymentRef({deployment})
  const {objects, unread} = await readObjects(
    kubectl,
    ref === undefined ? [] : [{apiVersion: 'v1', kind: 'Secret', name: ref.name, namespace}],
  )
  if (unread.length > 0) throw unreadError('read the client secret of the connector', unread)
  const text = Buffer.from(ofKind(objects, 'Secret')[0]?.data?.[ref?.key ?? ''] ?? '', 'base64').toString('utf8')
  if (text !== '') return new Secret(text)
  throw new UsageError('The connector uses a service principal, but its client secret could not be found.', {
    hints: ['Pass --service-principal and --client-secret.'],
  })
}

/** The taint of the node, unless it is that of every connector. */
function taintValues(deployment: DeploymentObject, values: InstallSpec['given']['values']): Pick<InstallSpec['given'], 'values'> {
  const {key, value = '', effect} = taintArgument(deployment) ?? virtualNodeTaint
  const isUsual = key === virtualNodeTaint.key && value === virtualNodeTaint.value && effect === virtualNodeTaint.effect
  return isUsual ? {} : {values: {taint: {key, value, effect}, ...values}}
}

/** A variable that is set and not empty. */
function valueIn(deployment: DeploymentObject, name: string): string | undefined {
  const value = environmentOf(deployment, name)
  return value === '' ? undefined : value
}

/** Variables that the chart of vkctl sets, or that nothing reads any more. */
const replaced =
  /^(AKS_CREDENTIAL_LOCATION|ACS_CREDENTIAL_LOCATION|AZURE_.*|ACI_REGION|ACI_RESOURCE_GROUP|ACI_EXTRA_USER_AGENT|ACI_VNET_.*|ACI_SUBNET_.*|MASTER_URI|CLUSTER_CIDR|KUBE_DNS_IP|KUBELET_PORT|APISERVER_.*|VKUBELET_.*|VIRTUALNODE_USER_IDENTITY_CLIENTID|USE_VK_VERSION_2|ENABLE_REAL_TIME_METRICS|DEFAULT_NODE_NAME|POD_NAME|NAMESPACE)$/

/** The variables of a connector that it will not have any more, because the chart of vkctl does not set them. */
export function lostVariables(deployment: DeploymentObject, {given: {values}}: Pick<InstallSpec, 'given'>): readonly string[] {
  const kept = Object.keys(values?.['env'] ?? {})
  const names = variablesOf(deployment).map(({name}) => name)
  return [...new Set(names)].filter(name => !replaced.test(name) && !kept.includes(name))
}
