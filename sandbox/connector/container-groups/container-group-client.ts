import {Agent, request as httpsRequest} from 'node:https'
import {setTimeout as sleep} from 'node:timers/promises'
import {createSecureContext} from 'node:tls'
import {TokenError} from '../identity/azure-token.ts'
import {ArmError} from './arm-error.ts'
import type {ContainerGroup, Subnet} from './container-group-objects.ts'
import {inSync, orPanic, NoResponse, onList} from './no-response.ts'

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

interface Reply {
  readonly status: number
  readonly text: string
  readonly retryAfter: number
}

const containerGroupsVersion = '2022-10-01-preview'
/** 0 stands for no answer. */
const retried = new Set([0, 408, 429, 500, 502, 503, 504])
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

  async #send(token: string, method: string, url: string, body: string | undefined): Promise<Reply> {
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

  /** Status 0: nothing answered, and the request is sent again. A token that is refused is not asked for again. */
  async #answer(method: string, url: string, body: string | undefined, attempt: number): Promise<Reply> {
    try {
      return await this.#send(await this.#access.token(), method, url, body)
    } catch (error) {
      if (this.#access.signal.aborted) throw error
      if (error instanceof TokenError || attempt >= maximalRetries) throw new NoResponse((error as Error).message)
      return {status: 0, text: '', retryAfter: 0}
    }
  }

  async #ask<T>(method: string, path: string, version: string, content?: unknown, query = ''): Promise<T> {
    const {endpoint, retryMs, signal} = this.#access
    const url = `${endpoint.replace(/\/$/, '')}${path}?api-version=${version}${query}`
    const body = content === undefined ? undefined : JSON.stringify(content)
    for (let attempt = 0; ; attempt++) {
      const {status, text, retryAfter} = await this.#answer(method, url, body, attempt)
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
      const page: {value: ContainerGroup[]; nextLink?: string} = await orPanic(
        onList,
        this.#ask('GET', this.#groups(resourceGroup), containerGroupsVersion, undefined, query),
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
      const asking = this.#ask<ContainerGroup>('GET', `${this.#groups(resourceGroup)}/${name}`, containerGroupsVersion)
      return await orPanic(inSync('GetContainerGroupInfo', 164), asking)
    } catch (error) {
      if (error instanceof ArmError && error.status === 404) return undefined
      throw error
    }
  }

  async put(resourceGroup: string, group: ContainerGroup): Promise<void> {
    const asking = this.#ask('PUT', `${this.#groups(resourceGroup)}/${group.name}`, containerGroupsVersion, group)
    await orPanic(inSync('CreateContainerGroup', 139), asking)
  }

  async delete(resourceGroup: string, name: string): Promise<void> {
    await orPanic(
      inSync('DeleteContainerGroup', 238),
      this.#ask('DELETE', `${this.#groups(resourceGroup)}/${name}`, containerGroupsVersion),
    )
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
