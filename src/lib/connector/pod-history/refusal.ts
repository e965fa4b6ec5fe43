import {gist} from '../../checks/wording/error-text.ts'

/** An answer with which Azure refused a request of a connector. */
export interface Refusal {
  /** HTTP method. */
  readonly method: string
  readonly status: number
  /** `AuthorizationFailed`, …; empty if the answer has none. */
  readonly code: string
  /** In one line. */
  readonly message: string
}

/**
 * The answer of Azure in a text of the provider: the request, dashes, `RESPONSE 403: 403 Forbidden`, `ERROR CODE: AuthorizationFailed` and the body
 * (azcore, exported/response_error.go). Undefined if there is none.
 */
export function refusalIn(text: string): Refusal | undefined {
  const status = /\bRESPONSE (\d{3})\b/.exec(text)?.[1]
  if (status === undefined) return undefined
  return {
    method: /\b(GET|PUT|PATCH|POST|DELETE) https?:/.exec(text)?.[1] ?? '',
    status: Number(status),
    code: /\bERROR CODE: (\w+)/.exec(text)?.[1] ?? '',
    message: gist(text),
  }
}

const attempts: Readonly<Record<string, string>> = {
  PUT: 'refused to create the container group',
  DELETE: 'refused to delete the container group',
  GET: 'refused to show the container group',
}

/** `refused to create the container group: 403 AuthorizationFailed: The client …`. */
export function refusalText({method, status, code, message}: Refusal): string {
  return `${attempts[method] ?? 'refused a request'}: ${[status, code].filter(part => part !== '').join(' ')}: ${message}`
}
