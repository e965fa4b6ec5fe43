import type {ChartKind} from '../../../helm/supported-charts.ts'
import type {Values} from '../../../helm/helm.ts'
import {UsageError} from '../../../errors.ts'

/** Values of a chart that vkctl sets, by their path, and what the user can do instead. What vkctl shows, checks and removes depends on them. */
type Owned = Readonly<Record<string, string>>

const nodeOptions = 'Use --connector-name, --os-type and --location: they make up the name of the node.'
const osOption = 'Use --os-type.'
const locationOption = 'Use --location.'
const groupOption = 'Use --aci-resource-group.'
const tagOption = 'Use --image-tag.'
const identityOptions = 'Use --service-principal or --assign-identity.'
const secretOptions = 'vkctl creates the Secret of a connector from --service-principal, --assign-identity and other options.'
const clusterOptions = 'It comes from the cluster that --resource-group, --name and --subscription name.'
const podNamespace = 'vkctl chooses the namespace of the pod of each connector.'

const owned: Readonly<Record<ChartKind, Owned>> = {
  'aci-connector': {
    nodeName: nodeOptions,
    osType: osOption,
    location: locationOption,
    aciResourceGroup: groupOption,
    secretName: secretOptions,
    secretDigest: secretOptions,
    'image.tag': tagOption,
    // The chart lets these variables replace what it sets itself.
    'env.ACI_RESOURCE_GROUP': groupOption,
    'env.ACI_REGION': locationOption,
    'env.AKS_CREDENTIAL_LOCATION': secretOptions,
    'env.AZURE_AUTH_LOCATION': secretOptions,
    'env.APISERVER_CERT_LOCATION': secretOptions,
    'env.APISERVER_KEY_LOCATION': secretOptions,
    'env.DEFAULT_NODE_NAME': nodeOptions,
  },
  upstream: {
    namespace: podNamespace,
    nodeName: nodeOptions,
    nodeOsType: osOption,
    'image.tag': tagOption,
    'providers.azure.targetAKS': clusterOptions,
    'providers.azure.subscriptionId': clusterOptions,
    'providers.azure.tenantId': clusterOptions,
    'providers.azure.managedIdentityID': identityOptions,
    'providers.azure.clientId': identityOptions,
    'providers.azure.clientKey': identityOptions,
    'providers.azure.aciResourceGroup': groupOption,
    'providers.azure.aciRegion': locationOption,
  },
}

/** Throws UsageError if values of the user set something that vkctl sets itself, and names the option to use instead. */
export function refuseOwned(kind: ChartKind, values: Values): void {
  const found = Object.entries(owned[kind]).filter(([path]) => sets(values, path.split('.')))
  if (found.length === 0) return
  throw new UsageError(
    `--set-values cannot set ${found.map(([path]) => path).join(', ')}: vkctl sets ${found.length === 1 ? 'it' : 'them'}.`,
    {
      hints: [
        ...new Set(found.map(([, instead]) => instead)),
        'Values of earlier installs are kept until you pass --set-values again, or --reset set-values.',
      ],
    },
  )
}

/** Whether values set something at a path. A value that is not a map replaces everything below it. */
function sets(values: unknown, [key, ...below]: readonly string[]): boolean {
  if (key === undefined) return true
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return true
  return Object.hasOwn(values, key) && sets((values as Values)[key], below)
}
