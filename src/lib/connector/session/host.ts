import type {Azure} from '../../azure/azure.ts'
import type {Api} from '../../kubernetes/api.ts'
import type {ApiAccess} from '../../kubernetes/api-client.ts'
import type {CommandTarget} from '../../printed-commands/command-target.ts'
import type {Run} from '../../process.ts'
import type {Talk} from '../../talk.ts'
import type {Tools} from './tools.ts'

/** What the code for connectors needs from outside the program. A command creates it from its System. */
export interface Host {
  readonly azure: Azure
  /** Finds helm and kubectl, at the first call. */
  readonly tools: () => Promise<Tools>
  readonly run: Run
  /** Opens an HTTPS client for an API server; undefined behind a proxy, where only kubectl and helm reach it. */
  readonly api: (access: ApiAccess) => Api | undefined
  /** Like `run`, but an interrupt does not end it. For the clean-up after an interrupt. */
  readonly lastRun: Run
  readonly talk: Talk
  /** What says which cluster printed commands are about. */
  readonly target: CommandTarget
  readonly signal: AbortSignal
  /** The folder of the package, with charts/ and templates/. */
  readonly root: string
  readonly vkctlVersion: string
  readonly now: () => Date
  /** Rejects when interrupted. */
  readonly sleep: (ms: number) => Promise<void>
}
