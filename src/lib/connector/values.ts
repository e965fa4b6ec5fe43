import type {ConnectorChart} from '../helm/chart.ts'
import {upstreamValues} from '../helm/upstream-values.ts'
import {fillTemplate} from '../templates/template.ts'
import {readTemplate} from '../templates/read-template.ts'
import {UsageError} from '../errors.ts'
import {noVirtualNetwork} from './azure-json.ts'
import {connectorImage} from './image.ts'
import type {Receipt} from './receipt.ts'

type Values = Readonly<Record<string, unknown>>

export interface ValuesInput {
  readonly root: string
  readonly chart: ConnectorChart
  readonly receipt: Receipt
  readonly tenantId: string
  readonly secretDigest: string
}

/** What the chart is given, and the namespace in which it then puts the connector's pod. `--set-values` comes last and wins. */
export async function chartValues({
  root,
  chart,
  receipt,
  tenantId,
  secretDigest,
}: ValuesInput): Promise<{readonly values: Values; readonly podNamespace: string}> {
  const {nodeName, osType, location, aciResourceGroup, release, namespace, given, subscriptionId, identity} = receipt
  if (chart.kind === 'upstream') {
    if (identity.kind === 'servicePrincipal') {
      throw new UsageError(
        `The chart ${chart.name} keeps the secret of a service principal in its Helm values, where everybody who may read the release sees it.`,
        {
          hints: [
            'Use the identity of the cluster by leaving out --service-principal, or leave out --chart-url to use the chart of vkctl, which keeps it in a Secret.',
          ],
        },
      )
    }
    const upstream = await upstreamValues({
      chartVersion: chart.version,
      releaseNamespace: namespace,
      nodeName,
      osType,
      location,
      aciResourceGroup,
      subscriptionId,
      tenantId,
      identityClientId: identity.clientId,
      imageTag: given.imageTag,
      release,
    })
    return {values: merge(upstream.values, given.values ?? {}), podNamespace: upstream.namespace}
  }
  const [values] = await fillTemplate(await readTemplate(root, 'values.yaml'), {
    nodeName,
    osType,
    location,
    aciResourceGroup,
    secretName: release,
    secretDigest,
    imageTag: given.imageTag ?? connectorImage.tag,
    vnetName: noVirtualNetwork,
    vnetResourceGroup: aciResourceGroup,
  })
  return {values: merge(values as Values, given.values ?? {}), podNamespace: namespace}
}

/** As Helm merges value files: maps key by key, everything else as a whole. */
function merge(base: Values, over: Values): Values {
  const merged: Record<string, unknown> = {...base}
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key]
    merged[key] = isMap(before) && isMap(value) ? merge(before, value) : value
  }
  return merged
}

function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
