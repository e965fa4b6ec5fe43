import type {Azure} from '../../azure/azure.ts'
import type {ApiClient, ApiAccess} from '../../kubernetes/api-client.ts'
import type {Run} from '../../process.ts'
import type {Talk} from '../../talk.ts'
import type {Tools} from './tools.ts'

/** What the work on connectors needs from outside. A command makes it of its System. */
export interface Host {
  readonly azure: Azure
  /** Being looked at; awaited where they are needed. */
  readonly tools: Promise<Tools>
  readonly run: Run
  /** The way to an API server without kubectl; undefined where only kubectl and helm find it, which is behind a proxy. */
  readonly api: (access: ApiAccess) => ApiClient | undefined
  /** Not ended by an interrupt: for the last words to the cluster. */
  readonly lastRun: Run
  readonly talk: Talk
  readonly signal: AbortSignal
  /** The folder of the package, which holds charts/ and templates/. */
  readonly root: string
  readonly vkctlVersion: string
  readonly now: () => Date
  /** Rejects when interrupted. */
  readonly sleep: (ms: number) => Promise<void>
}
