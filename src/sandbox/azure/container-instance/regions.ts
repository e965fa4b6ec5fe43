/** Locations of `Microsoft.ContainerInstance/containerGroups` as ARM spells them; without blanks and in lower case they are the names. */
export const aciLocations = [
  'Australia East', 'Australia Southeast', 'Brazil South', 'Canada Central', 'Canada East', 'Central India', 'Central US', 'East Asia',
  'East US', 'East US 2', 'France Central', 'France South', 'Germany North', 'Germany West Central', 'Israel Central', 'Italy North',
  'Japan East', 'Japan West', 'Jio India West', 'Korea Central', 'Korea South', 'North Central US', 'North Europe', 'Norway East',
  'Norway West', 'Poland Central', 'Qatar Central', 'South Africa North', 'South Africa West', 'South Central US', 'South India',
  'Southeast Asia', 'Spain Central', 'Sweden Central', 'Sweden South', 'Switzerland North', 'Switzerland West', 'UAE Central', 'UAE North',
  'UK South', 'UK West', 'West Central US', 'West Europe', 'West India', 'West US', 'West US 2', 'West US 3',
] as const

export function locationName(displayName: string): string {
  return displayName.replaceAll(' ', '').toLowerCase()
}
