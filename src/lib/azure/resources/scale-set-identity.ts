/** A user-assigned identity of a scale set. Azure keeps the entry when the identity is deleted. */
export interface ScaleSetIdentity {
  /** The name of the scale set. */
  readonly scaleSet: string
  /** ARM id of the identity. */
  readonly id: string
  readonly clientId: string
}
