import {az} from '../../printed-commands/printed-command.ts'
import {sameId, subnetId, subnetParts, type SubnetParts} from '../../azure/resources/ids.ts'
import {UsageError} from '../../errors.ts'
import type {OsType} from './names.ts'

/** How the user names a subnet: by its ARM id, or by names. */
export type SubnetChoice =
  | {readonly id: string}
  | {
      readonly networkName: string
      readonly subnetName: string
      /** Undefined for the cluster's node resource group. */
      readonly resourceGroup: string | undefined
    }

export interface SubnetArguments {
  readonly vnetSubnetId: string | undefined
  readonly vnetName: string | undefined
  readonly subnetName: string | undefined
  readonly vnetResourceGroup: string | undefined
}

/** A subnet's ARM id and its parts. */
export interface SubnetRef extends SubnetParts {
  readonly id: string
}

/** The subnet that the user names; undefined if there is none. Throws UsageError. */
export function subnetChoice(
  {vnetSubnetId, vnetName, subnetName, vnetResourceGroup}: SubnetArguments,
  osTypes: readonly OsType[],
): SubnetChoice | undefined {
  if (vnetSubnetId === undefined && vnetName === undefined && subnetName === undefined && vnetResourceGroup === undefined) return undefined
  if (osTypes.includes('Windows')) throw notForWindows(osTypes)
  if (vnetSubnetId !== undefined) {
    if (vnetName !== undefined || subnetName !== undefined || vnetResourceGroup !== undefined)
      throw new UsageError('--vnet-subnet-id cannot be used together with --vnet-name, --subnet-name or --vnet-resource-group.')
    return {id: subnetRef(vnetSubnetId).id}
  }
  if (vnetName === undefined || subnetName === undefined)
    throw new UsageError('--vnet-name and --subnet-name must be specified together. You can specify --vnet-subnet-id instead.')
  for (const [flag, name] of [
    ['--vnet-name', vnetName],
    ['--subnet-name', subnetName],
  ]) {
    if (!/^\w([\w.-]{0,78}\w)?$/.test(name ?? ''))
      throw new UsageError(`${flag} '${name}' is not a valid name: use at most 80 letters, digits, underscores, dots and dashes.`)
  }
  return {networkName: vnetName, subnetName, resourceGroup: vnetResourceGroup}
}

/** The parts of the ARM id of a subnet. Throws UsageError. */
export function subnetRef(id: string): SubnetRef {
  const plain = id.replace(/\/$/, '')
  const parts = subnetParts(plain)
  if (parts === undefined) {
    throw new UsageError(`'${id}' is not the resource ID of a subnet.`, {
      hints: ['Print it:', az`network vnet subnet show --resource-group GROUP --vnet-name NETWORK --name SUBNET --query id --output tsv`],
    })
  }
  return {id: plain, ...parts}
}

/** The ARM id of the chosen subnet. Throws UsageError if it is in another subscription. */
export function chosenSubnetId(
  choice: SubnetChoice,
  {subscriptionId, nodeResourceGroup}: {readonly subscriptionId: string; readonly nodeResourceGroup: string},
): string {
  if (!('id' in choice)) {
    const {networkName, subnetName, resourceGroup = nodeResourceGroup} = choice
    return subnetId({subscriptionId, resourceGroup, networkName, subnetName})
  }
  if (!sameId(subnetRef(choice.id).subscriptionId, subscriptionId)) {
    // azure-aci v1.6.4, pkg/network/aci_network.go: the provider's client uses the subscription in azure.json.
    throw new UsageError(
      `The subnet ${choice.id} is not in the subscription of the container groups (${subscriptionId}). The provider looks for it only there.`,
    )
  }
  return choice.id
}

function notForWindows(osTypes: readonly OsType[]): UsageError {
  return new UsageError('Only Linux pods can use a subnet: the provider gives Windows pods neither DNS nor an address on a subnet.', {
    hints: osTypes.includes('Linux')
      ? ['Run two installs: one with --os-type Linux and the subnet, one with --os-type Windows and no subnet.']
      : ['Leave out the options for the subnet.'],
  })
}
