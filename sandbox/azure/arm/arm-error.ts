/** An error answer of Azure Resource Manager. `source` says who refused the request: ARM itself or the resource provider behind it. */
export class ArmError extends Error {
  readonly status: number
  readonly code: string
  readonly source: 'gateway' | 'service'
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: string,
    message: string,
    {source = 'gateway', headers = {}}: {readonly source?: 'gateway' | 'service'; readonly headers?: Readonly<Record<string, string>>} = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.source = source
    this.headers = headers
  }
}

/** The body of an ARM error. */
export function armErrorBody(code: string, message: string): string {
  return JSON.stringify({error: {code, message}})
}

export function resourceNotFound(type: string, name: string, resourceGroup: string): ArmError {
  return new ArmError(
    404,
    'ResourceNotFound',
    `The Resource '${type}/${name}' under resource group '${resourceGroup}' was not found. ` +
      'For more details please go to https://aka.ms/ARMResourceNotFoundFix',
  )
}
