/** The categories of checks, in the order in which findings are shown. Checks of `validate -f` are in `manifest`. */
export const categories = ['azure', 'network', 'connector', 'node', 'pods', 'manifest'] as const

export type Category = (typeof categories)[number]
