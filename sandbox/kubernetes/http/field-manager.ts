/** The field manager of a write: as the query says, else the program that the User-Agent begins with. */
export function managerOf(fieldManager: string, userAgent: string | undefined): string {
  return fieldManager === '' ? (userAgent ?? 'unknown').split('/')[0] || 'unknown' : fieldManager
}
