import {getCACertificates, setDefaultCACertificates} from 'node:tls'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Azure} from '../../../src/lib/azure/azure.ts'
import {openAzure, type AzureOptions} from '../../../src/lib/azure/open-azure.ts'
import type {Talk} from '../../../src/lib/talk.ts'
import type {Fault} from '../../../sandbox/faults.ts'
import type {WorldOptions} from '../../../sandbox/azure/initial-world.ts'
import {azureForTests, type AzureForTests} from '../../sandbox/azure/azure-for-tests.ts'
import {talkTo} from '../../talk.ts'

/** A folder that does not exist, so that nobody's own az configuration is read. */
const nowhere = join(tmpdir(), 'vkctl-no-such-home')

/** Fast versions of what takes seconds and minutes in earnest. */
export const hasty = {attempts: 4, attemptMs: 5000, pauseMs: 5, longestOwnPauseMs: 1000, longestPauseMs: 1000}

export interface Said {
  readonly level: keyof Talk
  readonly text: string
}

export interface Rig extends AsyncDisposable {
  readonly sandbox: AzureForTests['azure']
  readonly said: readonly Said[]
  /** PEM of the authority that signed the sandbox's certificate. */
  readonly ca: string
  /** A token for Resource Manager. */
  token(as: string): Promise<string>
  /** Environment that signs in as a principal of the sandbox. */
  env(as?: string): Record<string, string>
  open(options?: Partial<AzureOptions>): Promise<Azure>
  fail(...faults: readonly Omit<Fault, 'server'>[]): void
  /** Method and path (without query) of all requests since the last call. */
  requests(): readonly string[]
}

/** The sandbox's Azure, and vkctl's way to it. */
export async function startRig(world: WorldOptions = {}): Promise<Rig> {
  const test = await azureForTests(world)
  const trusted = getCACertificates('default')
  setDefaultCACertificates([...trusted, test.ca])
  const said: Said[] = []
  const say = (level: keyof Talk) => (text: string) => void said.push({level, text})
  const env = (as = 'operator') => {
    const {clientId, secrets} = test.azure.principal(as)
    return {
      ARM_CLOUD_METADATA_URL: test.azure.metadataUrl,
      AZURE_TENANT_ID: test.azure.tenantId,
      AZURE_SUBSCRIPTION_ID: test.azure.subscriptionId,
      AZURE_CLIENT_ID: clientId,
      AZURE_CLIENT_SECRET: secrets?.[0] ?? '',
    }
  }
  return {
    sandbox: test.azure,
    said,
    ca: test.ca,
    async token(as) {
      const {clientId, secrets} = test.azure.principal(as)
      return (await test.signIn({client_id: clientId, client_secret: secrets?.[0] ?? ''})).body.access_token
    },
    env,
    open: (options = {}) =>
      openAzure({
        env: env(),
        home: nowhere,
        cwd: nowhere,
        signal: new AbortController().signal,
        subscription: undefined,
        talk: talkTo({warning: say('warning'), step: say('step'), info: say('info'), debug: say('debug')}),
        version: '1.2.3',
        patience: hasty,
        ...options,
      }),
    fail: (...faults) => test.faults.set(faults.map(fault => ({server: 'azure', ...fault}))),
    requests: () => {
      const all = test.faults.requests.map(({method, path}) => `${method} ${path.split('?')[0]}`)
      test.faults.forgetRequests()
      return all
    },
    async [Symbol.asyncDispose]() {
      setDefaultCACertificates(trusted)
      await test[Symbol.asyncDispose]()
    },
  }
}
