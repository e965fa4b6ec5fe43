import type {Cluster} from '../../azure/azure.ts'
import {UsageError} from '../../errors.ts'
import type {Given} from './record/record.ts'
import {subnetRef, type SubnetRef} from './subnet.ts'

/** The subnet of a connector, with what its container groups need to reach the cluster. */
export interface ConnectorSubnet extends SubnetRef {
  /** Address of the cluster's DNS service. */
  readonly kubeDnsIp: string
  /** Address of the API server, `https://…`. */
  readonly masterUri: string
}

/** The subnet of a connector; undefined if it has none. Throws UsageError if neither Azure nor `--set-values` has an address that pods need. */
export function connectorSubnet({subnetId, values}: Given, {dnsServiceIp, fqdn, privateFqdn}: Cluster): ConnectorSubnet | undefined {
  if (subnetId === undefined) return undefined
  const own = (values?.['vnet'] ?? {}) as {readonly kubeDnsIp?: string; readonly masterUri?: string}
  const kubeDnsIp = own.kubeDnsIp ?? dnsServiceIp ?? missing("the address of the cluster's DNS service", 'kubeDnsIp', '10.0.0.10')
  const host = fqdn ?? privateFqdn
  const masterUri =
    own.masterUri ?? (host === undefined ? missing('an address of the API server', 'masterUri', 'https://ADDRESS') : `https://${host}`)
  return {...subnetRef(subnetId), kubeDnsIp, masterUri}
}

function missing(what: string, name: string, example: string): never {
  throw new UsageError(`Azure does not return ${what}, which pods on a subnet need.`, {
    hints: [`Pass it in a file with --set-values: {vnet: {${name}: '${example}'}}`],
  })
}
