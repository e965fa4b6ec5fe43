import type {Azure} from '../azure/azure.ts'
import type {Run} from '../process.ts'
import type {Talk} from '../talk.ts'

/** What the work on connectors needs from outside. A command makes it of its System. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly azure: Azure
  readonly run: Run
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
