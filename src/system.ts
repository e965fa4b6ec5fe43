import type {Azure} from './lib/azure/azure.ts'
import type {Run} from './lib/process.ts'
import type {Talk} from './lib/talk.ts'

/** What the user said about which Azure to use. */
export interface AzureChoice {
  /** `--subscription`: name or id. */
  readonly subscription: string | undefined
}

/** All that a command may touch outside the program. Tests hand in their own; the real one is made once, at the start. */
export interface System {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly home: string
  readonly platform: NodeJS.Platform
  /** Aborted by SIGINT or SIGTERM, with an InterruptedError as its reason. */
  readonly signal: AbortSignal
  /** Which of the streams are terminals. */
  readonly terminal: {readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean; readonly columns: number}
  /** stdout: data. */
  write(text: string): void
  /** stderr: talk. */
  say(text: string): void
  /** Asks on stderr and reads one line of stdin. Only on a terminal. */
  ask(question: string): Promise<string>
  /** Everything that stdin holds. */
  readInput(): Promise<string>
  now(): Date
  /** Waits; rejects when interrupted. */
  sleep(ms: number): Promise<void>
  runner(talk: Talk): Run
  azure(choice: AzureChoice, talk: Talk): Promise<Azure>
}
