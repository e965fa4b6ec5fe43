import {normalizeLocation} from '../../azure/resources/location.ts'

/**
 * The locations that the provider accepts. With any other it exits at once with `Region … is invalid`.
 * Source: `validAciRegions` in azure-aci v1.6.4, pkg/provider/aci.go.
 */
export const providerRegions: ReadonlySet<string> = new Set(
  `australiacentral australiacentral2 australiaeast australiasoutheast brazilsouth canadacentral canadaeast centralindia centralus
   centraluseuap chinaeast2 chinaeast3 chinanorth3 eastasia eastus eastus2 eastus2euap francecentral francesouth germanynorth
   germanywestcentral japaneast japanwest jioindiawest israelcentral italynorth koreacentral koreasouth northcentralus northeurope
   norwayeast norwaywest polandcentral qatarcentral southafricanorth southafricawest southcentralus southindia southeastasia
   swedencentral swedensouth switzerlandnorth switzerlandwest uaenorth uksouth ukwest westcentralus westeurope westindia westus
   westus2 westus3 usgovvirginia usgovarizona`.split(/\s+/),
)

/**
 * The locations a connector can have: ARM offers container groups there, and the provider accepts them.
 * `offered` has ARM's display names; an empty list means that ARM named none.
 */
export function connectorLocations(offered: readonly string[]): readonly string[] {
  const names = offered.map(normalizeLocation).filter(name => providerRegions.has(name))
  return (offered.length === 0 ? [...providerRegions] : names).toSorted()
}
