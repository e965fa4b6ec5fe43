import type {ConnectorChart} from '../../helm/chart.ts'
import type {Values} from '../../helm/helm.ts'
import {upstreamValues} from '../../helm/upstream-values.ts'
import {fillTemplate} from '../../templates/template.ts'
import {readTemplate} from '../../templates/read-template.ts'
import {UsageError} from '../../errors.ts'
import {noVirtualNetwork} from '../model/azure-json.ts'
import {connectorImage} from '../model/image.ts'
import type {Given, Receipt} from '../model/receipt.ts'
import type {ConnectorSubnet} from '../model/subnet-values.ts'

export interface ValuesInput {
  readonly root: string
  readonly chart: ConnectorChart
  readonly receipt: Receipt
  readonly tenantId: string
  readonly secretDigest: string
  /** Undefined: none. */
  readonly subnet: ConnectorSubnet | undefined
}

/** What the chart is given, and the namespace in which it then puts the connector's pod. `--set-values` comes last and wins. */
export async function chartValues({
  root,
  chart,
  receipt,
  tenantId,
  secretDigest,
  subnet,
}: ValuesInput): Promise<{readonly values: Values; readonly podNamespace: string}> {
  const {nodeName, osType, location, aciResourceGroup, release, namespace, given, subscriptionId, identity} = receipt
  if (chart.kind === 'upstream') {
    refuseUpstream(chart, given)
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
    const upstream = upstreamValues({
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
    vnetName: subnet?.networkName ?? noVirtualNetwork,
    vnetResourceGroup: subnet?.resourceGroup ?? aciResourceGroup,
    subnetName: subnet?.subnetName,
    kubeDnsIp: subnet?.kubeDnsIp,
    masterUri: subnet?.masterUri,
    // Without it services cannot be reached an hour after the connector has started.
    longLivedToken: subnet === undefined ? undefined : true,
  })
  return {values: merge(values as Values, given.values ?? {}), podNamespace: namespace}
}

/** Of these the chart would only take a part: it reads the identity from the node's own file, and expects a certain range of the subnet. */
function refuseUpstream({name}: ConnectorChart, {subnetId, identityId}: Receipt['given']): void {
  const flag = subnetId === undefined ? (identityId === undefined ? undefined : '--assign-identity') : '--vnet-subnet-id'
  if (flag === undefined) return
  throw new UsageError(`${flag} works with the chart of vkctl only, not with ${name}.`, {
    hints: ['Leave out --chart-url, or give the values that the chart has for it with --set-values.'],
  })
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

/** Whether all that helm makes of a chart is vkctl's own, which fits the schema of every API server: the chart and all values. */
export function fitsSchema({kind}: Pick<ConnectorChart, 'kind'>, {values}: Given): boolean {
  return kind === 'aci-connector' && values === undefined
}
