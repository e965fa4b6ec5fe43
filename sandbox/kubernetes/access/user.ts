/** Who makes a request. */
export interface User {
  readonly username: string
  readonly uid?: string
  readonly groups: readonly string[]
  /** What a token says besides, such as the pod it is bound to. */
  readonly extra?: Readonly<Record<string, readonly string[]>>
}

export const masters = 'system:masters'
