/** `East US` and `eastus` are one location: blanks dropped, lower case. */
export function normalizeLocation(location: string): string {
  return location.replaceAll(/\s+/g, '').toLowerCase()
}
