/** What checks are about, in the order in which they are shown. `manifest` are those of `validate -f`. */
export const categories = ['azure', 'network', 'connector', 'node', 'pods', 'manifest'] as const

export type Category = (typeof categories)[number]
