/** The regions that the provider knows (azure-aci v1.6.4 pkg/provider/aci.go); any other is refused. */
export const regions: readonly string[] = (
  'australiacentral australiacentral2 australiaeast australiasoutheast brazilsouth canadacentral canadaeast centralindia centralus centraluseuap ' +
  'chinaeast2 chinaeast3 chinanorth3 eastasia eastus eastus2 eastus2euap francecentral francesouth germanynorth germanywestcentral japaneast japanwest ' +
  'jioindiawest israelcentral italynorth koreacentral koreasouth northcentralus northeurope norwayeast norwaywest polandcentral qatarcentral ' +
  'southafricanorth southafricawest southcentralus southindia southeastasia swedencentral swedensouth switzerlandnorth switzerlandwest uaenorth ' +
  'uksouth ukwest westcentralus westeurope westindia westus westus2 westus3 usgovvirginia usgovarizona'
).split(' ')

export const isKnownRegion = (region: string): boolean => regions.includes(region.toLowerCase().replaceAll(' ', ''))
