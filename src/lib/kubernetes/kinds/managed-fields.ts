/** Who set which fields: https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management */
export interface ManagedFields {
  readonly manager?: string
  readonly operation?: string
  readonly subresource?: string
  readonly time?: string
  readonly fieldsV1?: FieldSet
}

/** `f:NAME` for a field, `k:{…}` for an item of a list by its keys, `.` for the field itself. Empty: everything below. */
export type FieldSet = {readonly [element: string]: FieldSet}
