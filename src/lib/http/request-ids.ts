/** The headers of an answer by which its server can find the request in its own logs, for the log of vkctl; undefined if there are none. */
export function requestIds(headers: Readonly<Record<string, string | undefined>>): string | undefined {
  const told = Object.entries(headers).filter(([, value]) => value !== undefined && value !== '')
  return told.length === 0 ? undefined : told.map(([name, value]) => `${name} ${value}`).join(', ')
}
