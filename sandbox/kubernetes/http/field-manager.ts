/** The field manager of a write: the one in the query, else the program at the start of the User-Agent. */
export function managerOf(fieldManager: string, userAgent: string | undefined): string {
  return fieldManager === '' ? (userAgent ?? 'unknown').split('/')[0] || 'unknown' : fieldManager
}
