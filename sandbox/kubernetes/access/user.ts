/** The user of a request. */
export interface User {
  readonly username: string
  readonly uid?: string
  readonly groups: readonly string[]
  /** Further claims of a token, such as the pod to which it is bound. */
  readonly extra?: Readonly<Record<string, readonly string[]>>
}

export const masters = 'system:masters'
