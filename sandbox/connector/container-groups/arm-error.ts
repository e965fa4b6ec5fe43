import {STATUS_CODES} from 'node:http'

/** An answer of Azure Resource Manager with a status other than 2xx, with the text of azcore's ResponseError. */
export class ArmError extends Error {
  readonly status: number
  readonly code: string

  constructor(method: string, url: string, status: number, body: string) {
    let code = 'ERROR CODE UNAVAILABLE'
    let pretty = body
    try {
      const json = JSON.parse(body) as {error?: {code?: string}}
      code = json.error?.code ? `ERROR CODE: ${json.error.code}` : code
      pretty = JSON.stringify(json, undefined, 2)
    } catch {
      // Not JSON: shown as it is.
    }
    const line = '-'.repeat(80)
    super(
      `${method} ${url}\n${line}\nRESPONSE ${status}: ${status} ${STATUS_CODES[status] ?? ''}\n${code}\n${line}\n${pretty || 'Response contained no body'}\n${line}\n`,
    )
    this.status = status
    this.code = code.replace('ERROR CODE: ', '')
  }
}
