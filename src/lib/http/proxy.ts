import {withoutCredentials} from '../addresses.ts'
import {UsageError} from '../errors.ts'

/** The proxy of requests to Azure. */
export interface Proxy {
  /** The variable that names it. */
  readonly variable: string
  /** Host and port. */
  readonly address: string
}

/** In the order in which the Azure SDK reads them (proxyPolicy.ts in @typespec/ts-http-runtime). */
const variables = ['HTTPS_PROXY', 'ALL_PROXY', 'HTTP_PROXY'].flatMap(name => [name, name.toLowerCase()])

/** The proxy that the environment names; undefined if there is none. Throws UsageError if the value is not the address of one. */
export function proxyFrom(env: Readonly<Record<string, string | undefined>>): Proxy | undefined {
  const variable = variables.find(name => env[name])
  const value = variable === undefined ? undefined : env[variable]
  if (variable === undefined || value === undefined) return undefined
  const {protocol, host} = URL.canParse(value) ? new URL(value) : {protocol: '', host: ''}
  if (/^https?:$/.test(protocol) && host !== '') return {variable, address: host}
  throw new UsageError(`${variable} is '${shown(value)}', which is not the address of a proxy.`, {
    hints: [`Set ${variable} to an address such as http://proxy.example.com:8080, or unset it.`],
  })
}

/** `user:password@host` has no scheme. */
function shown(value: string): string {
  return withoutCredentials(value).replace(/^[^/\s]*@/, '***@')
}

export function proxyInWords({variable, address}: Proxy): string {
  return `the proxy ${address} (${variable})`
}

/** What to do about a proxy that does not pass a request on. */
export function proxyHint({variable}: Proxy): string {
  return `Check ${variable}. NO_PROXY names the hosts that are reached without the proxy.`
}
