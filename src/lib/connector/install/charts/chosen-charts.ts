import {isAbsolute} from 'node:path'
import {isIncomplete, withoutCredentials} from '../../../addresses.ts'
import {UsageError} from '../../../errors.ts'

import type {ChartRef} from '../../../helm/chart.ts'
import {checkChartAddress, hasScheme} from '../../../helm/chart-address.ts'
import {releaseName, type ConnectorId} from '../../model/names.ts'
import {keptGiven, type KeptOption} from '../../model/record/kept-options.ts'
import type {Given} from '../../model/record/record.ts'
import type {Existing} from '../existing.ts'

export interface Choice {
  readonly ids: readonly ConnectorId[]
  /** The options that the user passes now. */
  readonly given: Pick<Given, 'chartUrl' | 'chartDigest'>
  readonly reset: readonly KeptOption[]
  readonly existing: ReadonlyMap<string, Pick<Existing, 'record'>>
}

/**
 * The chart of each connector, in the order of the ids: the one that the user names, or else the one of the record, or else vkctl's own.
 * Whoever can write a record could choose the code that runs, so the user has to agree to a chart that only the record names. Rejects with
 * UsageError if the record does not say enough to find the chart again, and if `confirm` rejects.
 * @param confirm Rejects if the user does not agree.
 */
export async function chosenCharts({ids, given, reset, existing}: Choice, confirm: (question: string) => Promise<void>): Promise<readonly ChartRef[]> {
  const {chartUrl: url, chartDigest: digest} = given
  if (url !== undefined) return ids.map(() => ({url, digest}))
  const recorded = ids.map((id): ChartRef => {
    const before = keptGiven(existing.get(releaseName(id))?.record, reset)
    return {url: before.chartUrl, digest: digest ?? before.chartDigest}
  })
  const sentences = recorded.flatMap((ref, index) => {
    const id = ids[index]
    if (ref.url === undefined || id === undefined) return []
    checkRecorded(ref.url, releaseName(id))
    return [`The record of ${releaseName(id)} says that its chart comes from ${ref.url}.`]
  })
  if (sentences.length > 0) await confirm(`${sentences.join('\n')}\nHelm installs it with your permissions. Do you want to use it?`)
  return recorded
}

function checkRecorded(url: string, release: string): void {
  checkChartAddress(url)
  const why = isIncomplete(url)
    ? 'The record does not keep the user, password and query of a URL.'
    : !hasScheme(url) && !isAbsolute(url) && /^\.|\.tgz$|^[^/]*$/.test(url)
      ? 'The path is relative, and the record does not say to which folder.'
      : undefined
  if (why === undefined) return
  throw new UsageError(`The chart of ${release} came from ${withoutCredentials(url)}. ${why}`, {
    hints: ['Pass --chart-url again.'],
  })
}
