/** What somebody wants to do, as access rules see it. */
export type Attributes =
  | {
      readonly verb: string
      readonly group: string
      readonly resource: string
      readonly subresource: string
      readonly namespace: string
      readonly name: string
    }
  | {readonly verb: string; readonly path: string}
