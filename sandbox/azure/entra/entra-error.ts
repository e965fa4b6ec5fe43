/** A refusal of Entra ID, by its AADSTS number. */
export class EntraError extends Error {
  readonly status: number
  readonly error: string
  readonly number: number

  constructor(status: number, error: string, number: number, message: string) {
    super(message)
    this.status = status
    this.error = error
    this.number = number
  }

  /** The error as the token endpoint returns it (https://learn.microsoft.com/entra/identity-platform/reference-error-codes). */
  body(authority: string): Record<string, unknown> {
    const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`
    const [trace, correlation] = [crypto.randomUUID(), crypto.randomUUID()]
    return {
      error: this.error,
      error_description: `AADSTS${this.number}: ${this.message} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
      error_codes: [this.number],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
      error_uri: `${authority}/error?code=${this.number}`,
    }
  }
}

export const tenantNotFound = (tenant: string, error = 'invalid_request'): EntraError =>
  new EntraError(
    400,
    error,
    90002,
    `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. ` +
      'Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.',
  )
