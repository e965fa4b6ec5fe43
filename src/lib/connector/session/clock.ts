import type {Talk} from '../../talk.ts'

/** Answers of the API server contain the time only to the second, and take some time to arrive. */
const toleratedMs = 10_000

export interface ClockOptions {
  readonly talk: Pick<Talk, 'warning'>
  /** By the clock of this machine. */
  readonly now: () => Date
  /** How far the clock of the API server was ahead of the clock of this machine at its last answer. */
  readonly aheadMs: () => number
}

/** The time by the clock of the API server. Warns once if the clock of this machine is wrong. */
export function clusterClock({talk, now, aheadMs}: ClockOptions): () => Date {
  let told = false
  return () => {
    const ahead = aheadMs()
    if (Math.abs(ahead) > toleratedMs && !told) {
      told = true
      talk.warning(
        `The clock of this machine is ${Math.round(Math.abs(ahead) / 1000)} seconds ${ahead > 0 ? 'behind' : 'ahead of'} that of the API server. vkctl uses the time of the API server. Correct the clock: Azure may refuse to sign you in.`,
      )
    }
    return new Date(now().getTime() + ahead)
  }
}
