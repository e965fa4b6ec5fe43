import {join} from 'node:path'
import type {ConnectorChart} from '../../../helm/chart.ts'
import type {Values} from '../../../helm/helm.ts'
import {mergeValues} from '../../../helm/merge-values.ts'
import {upstreamValues} from '../../../helm/upstream-values.ts'
import {fillTemplate} from '../../../templates/template.ts'
import {readTemplate} from '../../../templates/read-template.ts'
import {UsageError} from '../../../errors.ts'
import {readText} from '../../../files.ts'
import {noVirtualNetwork} from '../../model/azure-json.ts'
import {connectorImage} from '../../model/image.ts'
import type {Given, ConnectorRecord} from '../../model/record/record.ts'
import type {ConnectorSubnet} from '../../model/subnet-values.ts'
import {checkValues} from './check-values.ts'
import {refuseOwned} from './owned-values.ts'

export interface ValuesInput {
  readonly root: string
  readonly chart: ConnectorChart
  readonly record: ConnectorRecord
  readonly tenantId: string
  readonly secretDigest: string
  /** Undefined without a subnet. */
  readonly subnet: ConnectorSubnet | undefined
}

/**
 * The values for the chart, and the namespace of the connector's pod. The values of `--set-values` override those of the chart. Throws
 * UsageError if they set something that vkctl sets itself, or if vkctl's own chart does not accept them.
 */
export async function chartValues({
  root,
  chart,
  record,
  tenantId,
  secretDigest,
  subnet,
}: ValuesInput): Promise<{readonly values: Values; readonly podNamespace: string}> {
  const {nodeName, osType, location, aciResourceGroup, release, namespace, given, subscriptionId, identity} = record
  refuseOwned(chart.kind, given.values ?? {})
  if (chart.kind === 'upstream') {
    refuseUpstream(chart, record)
    const upstream = upstreamValues({
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
    return {values: mergeValues(upstream.values, given.values ?? {}), podNamespace: upstream.namespace}
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
    // Without it, pods can no longer reach Services an hour after the connector has started.
    longLivedToken: subnet === undefined ? undefined : true,
  })
  const merged = mergeValues(values as Values, given.values ?? {})
  if (chart.source === 'embedded') await checkAgainstSchema(chart, merged)
  return {values: merged, podNamespace: namespace}
}

async function checkAgainstSchema({path}: ConnectorChart, values: Values): Promise<void> {
  const schema = await readText(join(path, 'values.schema.json'))
  if (schema !== undefined) await checkValues(values, schema)
}

/** The upstream chart supports these only in part: it reads the identity from the node's own file, and expects a certain address range. */
function refuseUpstream({name}: ConnectorChart, {identity, given: {subnetId, identityId}}: ConnectorRecord): void {
  const flag = subnetId === undefined ? (identityId === undefined ? undefined : '--assign-identity') : '--vnet-subnet-id'
  if (flag !== undefined) {
    throw new UsageError(`${flag} works only with the chart of vkctl, not with ${name}.`, {hints: ['Leave out --chart-url.']})
  }
  if (identity.kind === 'servicePrincipal') {
    throw new UsageError(
      `The chart ${name} keeps the secret of a service principal in its Helm values, where everybody who may read the release can see it.`,
      {
        hints: [
          'Leave out --service-principal to use the identity of the nodes, or leave out --chart-url to use the chart of vkctl, which refers to a Secret.',
        ],
      },
    )
  }
}

/** Whether the chart and all values are vkctl's own. What Helm renders from them fits the schema of every API server. */
export function fitsSchema({kind}: Pick<ConnectorChart, 'kind'>, {values}: Given): boolean {
  return kind === 'aci-connector' && values === undefined
}
