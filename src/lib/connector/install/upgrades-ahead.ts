import type {ConnectorChart} from '../../helm/chart.ts'
import type {Helm, Values} from '../../helm/helm.ts'
import type {Release} from '../../helm/releases.ts'
import {started} from '../../started.ts'
import {releaseName, type ConnectorId} from '../model/names.ts'
import type {Given} from '../model/receipt.ts'
import {fitsSchema} from './values.ts'

/** Helm processes that were started for new releases before it is decided what these get. */
export interface UpgradesAhead {
  /** Lets the helm of a release go on once its values are there; undefined when none was started. */
  goOn(release: string, values: Promise<Values>): Promise<Release> | undefined
  /** Ends those that nobody let go on, without a change; resolves when they have ended. */
  abandon(): Promise<void>
}

interface Ahead {
  readonly hand: (values: Promise<Values>) => void
  readonly upgraded: Promise<Release>
}

interface Start {
  readonly namespace: string
  readonly chart: ConnectorChart
  readonly given: Given
  readonly timeoutMs: number
}

/**
 * Starts a helm for each of these connectors: it takes as long to start as the last checks and the serving certificates take. It changes nothing before
 * it has its values.
 */
export function startUpgrades(helm: Helm, ids: readonly ConnectorId[], {namespace, chart, given, timeoutMs}: Start): UpgradesAhead {
  const ahead = new Map<string, Ahead>(
    ids.map(id => {
      const {promise: values, resolve: hand} = Promise.withResolvers<Values>()
      const release = releaseName(id)
      const upgrade = {release, namespace, chart: chart.path, values, timeoutMs, fitsSchema: fitsSchema(chart, given)}
      const upgraded = started(helm.upgrade(upgrade))
      return [release, {hand, upgraded}]
    }),
  )
  return {
    goOn(release, values) {
      const one = ahead.get(release)
      ahead.delete(release)
      one?.hand(values)
      return one?.upgraded
    },
    async abandon() {
      const left = [...ahead.values()]
      ahead.clear()
      for (const {hand} of left) hand(started(Promise.reject(new Error('Nobody needs this helm any more.'))))
      await Promise.allSettled(left.map(({upgraded}) => upgraded))
    },
  }
}
