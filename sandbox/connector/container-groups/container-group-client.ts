import {Agent, request as httpsRequest} from 'node:https'
import {STATUS_CODES} from 'node:http'
import {setTimeout as sleep} from 'node:timers/promises'
import {createSecureContext} from 'node:tls'
import type {ContainerGroup, Subnet} from './container-group-objects.ts'

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

export interface ArmAccess {
  /** Such as `https://127.0.0.1:8443` in place of `https://management.azure.com`. */
  readonly endpoint: string
  readonly caCertificate: string
  readonly subscriptionId: string
  readonly token: () => Promise<string>
  /** The first pause before a request is sent again; azcore takes 4 s. */
  readonly retryMs: number
  readonly userAgent: string
  readonly signal: AbortSignal
}

const containerGroupsVersion = '2022-10-01-preview'
const retried = new Set([408, 429, 500, 502, 503, 504])
const notRegistered = new Set(['MissingSubscriptionRegistration', 'MissingRegistrationForResourceProvider', 'Subscription Not Registered'])
const maximalRetries = 3

/** The part of Azure Resource Manager that the provider uses. */
export class ContainerGroups {
  readonly #access: ArmAccess
  readonly #agent: Agent

  constructor(access: ArmAccess) {
    this.#access = access
    this.#agent = new Agent({keepAlive: true, secureContext: createSecureContext({ca: access.caCertificate})})
  }

  async #once(method: string, url: string, body: string | undefined): Promise<{status: number; text: string; retryAfter: number}> {
    const token = await this.#access.token()
    return new Promise((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        'user-agent': this.#access.userAgent,
        ...(body === undefined ? {} : {'content-type': 'application/json', 'content-length': Buffer.byteLength(body)}),
      }
      const request = httpsRequest(url, {method, headers, agent: this.#agent, signal: this.#access.signal})
      request.once('error', reject)
      request.once('response', response => {
        let text = ''
        response
          .setEncoding('utf8')
          .on('data', (chunk: string) => (text += chunk))
          .once('error', reject)
        response.once('end', () =>
          resolve({status: response.statusCode ?? 0, text, retryAfter: Number(response.headers['retry-after'] ?? 0) * 1000}),
        )
      })
      request.end(body)
    })
  }

  async #ask<T>(method: string, path: string, version: string, content?: unknown, query = ''): Promise<T> {
    const {endpoint, retryMs, signal} = this.#access
    const url = `${endpoint.replace(/\/$/, '')}${path}?api-version=${version}${query}`
    const body = content === undefined ? undefined : JSON.stringify(content)
    for (let attempt = 0; ; attempt++) {
      const {status, text, retryAfter} = await this.#once(method, url, body)
      if (status >= 200 && status < 300) return (text === '' ? undefined : JSON.parse(text)) as T
      const error = new ArmError(method, url.replace(/\?.*/, ''), status, text)
      if (status === 409 && notRegistered.has(error.code) && attempt === 0 && (await this.#register())) continue
      if (!retried.has(status) || attempt >= maximalRetries) throw error
      await sleep(retryAfter || retryMs * 2 ** attempt, undefined, {signal})
    }
  }

  /** The SDK tries to register the resource provider itself. Without the permission for that, the error is that of the first request. */
  async #register(): Promise<boolean> {
    const path = `/subscriptions/${this.#access.subscriptionId}/providers/Microsoft.ContainerInstance`
    try {
      await this.#ask('POST', `${path}/register`, '2020-06-01')
      for (let attempt = 0; attempt < 30; attempt++) {
        const {registrationState} = await this.#ask<{registrationState: string}>('GET', path, '2020-06-01')
        if (registrationState === 'Registered') return true
        await sleep(this.#access.retryMs, undefined, {signal: this.#access.signal})
      }
    } catch {
      return false
    }
    return false
  }

  #groups(resourceGroup: string): string {
    return `/subscriptions/${this.#access.subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerInstance/containerGroups`
  }

  async list(resourceGroup: string): Promise<ContainerGroup[]> {
    const groups: ContainerGroup[] = []
    let query: string | undefined = ''
    while (query !== undefined) {
      const page: {value: ContainerGroup[]; nextLink?: string} = await this.#ask(
        'GET',
        this.#groups(resourceGroup),
        containerGroupsVersion,
        undefined,
        query,
      )
      groups.push(...page.value)
      const token = page.nextLink === undefined ? null : new URL(page.nextLink).searchParams.get('$skiptoken')
      query = token === null ? undefined : `&$skiptoken=${encodeURIComponent(token)}`
    }
    return groups
  }

  /** Undefined if there is none. */
  async get(resourceGroup: string, name: string): Promise<ContainerGroup | undefined> {
    try {
      return await this.#ask<ContainerGroup>('GET', `${this.#groups(resourceGroup)}/${name}`, containerGroupsVersion)
    } catch (error) {
      if (error instanceof ArmError && error.status === 404) return undefined
      throw error
    }
  }

  async put(resourceGroup: string, group: ContainerGroup): Promise<void> {
    await this.#ask('PUT', `${this.#groups(resourceGroup)}/${group.name}`, containerGroupsVersion, group)
  }

  async delete(resourceGroup: string, name: string): Promise<void> {
    await this.#ask('DELETE', `${this.#groups(resourceGroup)}/${name}`, containerGroupsVersion)
  }

  /** Timestamps are always asked for; `tail` 0 means all. */
  async logs(resourceGroup: string, name: string, container: string, tail: number): Promise<string> {
    const query = `${tail === 0 ? '' : `&tail=${tail}`}&timestamps=true`
    return (
      (
        await this.#ask<{content?: string}>(
          'GET',
          `${this.#groups(resourceGroup)}/${name}/containers/${container}/logs`,
          containerGroupsVersion,
          undefined,
          query,
        )
      ).content ?? ''
    )
  }

  async subnet(method: 'GET' | 'PUT', resourceGroup: string, vnet: string, subnet: string, body?: Subnet): Promise<Subnet> {
    const path = `/subscriptions/${this.#access.subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Network/virtualNetworks/${vnet}/subnets/${subnet}`
    return this.#ask<Subnet>(method, path, '2022-07-01', body)
  }

  close(): void {
    this.#agent.destroy()
  }
}
