/** A location in lower case without spaces: `East US` is the same as `eastus`. */
export function normalizeLocation(location: string): string {
  return location.replaceAll(/\s+/g, '').toLowerCase()
}
