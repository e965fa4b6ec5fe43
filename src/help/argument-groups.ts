/** The groups of arguments in the order in which help shows them. Each becomes a heading, such as `Place Arguments`. */
export const argumentGroups = [
  'Provider',
  'Cluster',
  'Pod',
  'Connector',
  'Place',
  'Identity',
  'Network',
  'Chart',
  'Export',
  'Container Group',
  'Sample Pod',
  'Bundle',
  'Manifest',
  'World',
  'Drill',
  'Behaviour',
  'Global',
] as const

export type ArgumentGroup = (typeof argumentGroups)[number]

/** The same flags, each in this group of the help. */
export function inGroup<T extends Readonly<Record<string, object>>>(group: ArgumentGroup, flags: T): T {
  return Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, {...flag, helpGroup: group}])) as T
}
