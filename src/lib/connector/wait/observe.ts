import {valueOf} from '../../checks/fact.ts'
import {restarts} from '../../checks/pod-state.ts'
import {started} from '../../started.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {lookAtAll, type Observation, type Watched} from './look.ts'
import type {Look} from './what-is-missing.ts'

/** What is up must still be up a moment later: a pod that dies right after its start looks ready once. */
const secondLookMs = 1000

/** Looks that follow one another faster only ask for what was missing, but for the last ones before time runs out. */
const wholeAfterMs = 100

/** Nothing is up by then, so there is time for other work. */
const longMs = 300

/**
 * Waits until every connector is up and still is at a second look, or time runs out. `besides` is work to be done meanwhile; it begins when
 * there is time for it, so that it does not compete with the looks for the machine.
 */
export async function observe(
  host: Host,
  session: ClusterSession,
  watched: readonly Watched[],
  deadline: Date,
  besides: () => Promise<void>,
): Promise<ReadonlyMap<string, Observation>> {
  const began = host.now().getTime()
  let changed = began
  let beside: Promise<void> | undefined
  /** Since when each is up with the same pod that has not restarted. */
  const since = new Map<string, {readonly pod: string; readonly at: number}>()
  const said = new Map<string, string>()
  const appeared = new Set<string>()
  let seen: ReadonlyMap<string, Observation> = new Map()
  let next = {pauseMs: 0, whole: true}
  for (;;) {
    seen = await lookAtAll(host, session, watched, {before: seen, ...next})
    const at = host.now().getTime()
    for (const [release, {up, look}] of seen) {
      if (hasDeployment(look)) appeared.add(release)
      const pod = fingerprint(look)
      if (!up) since.delete(release)
      else if (since.get(release)?.pod !== pod) since.set(release, {pod, at})
    }
    const isStable = (release: string): boolean => at - (since.get(release)?.at ?? at) >= secondLookMs
    // What somebody removes meanwhile does not come back by waiting.
    const isGone = (release: string): boolean =>
      appeared.has(release) && seen.get(release)?.look.deployments.known === true && !hasDeployment(seen.get(release)?.look)
    if (watched.every(({release}) => isStable(release) || isGone(release)) || at >= deadline.getTime()) {
      await (beside ?? besides())
      return new Map(
        [...seen].map(([release, one]) => [release, one.up && !isStable(release) ? {...one, up: false, missing: unsettled} : one]),
      )
    }
    if (tellNews(host, seen, said)) changed = at
    const allUp = watched.every(({release}) => since.has(release))
    // The second look comes a whole second later, even when time runs out meanwhile.
    next = allUp ? {pauseMs: secondLookMs, whole: true} : nextLook(at - changed, deadline.getTime() - at)
    if (allUp || at - began >= longMs) beside ??= started(besides())
  }
}

/** Says what is missing of each, once; gives whether there was anything to say. */
function tellNews({talk}: Host, seen: ReadonlyMap<string, Observation>, said: Map<string, string>): boolean {
  const news = [...seen].filter(([release, {missing}]) => (said.get(release) ?? '') !== missing)
  for (const [release, {missing}] of news) {
    if (missing !== '') talk.step(`Waiting for ${release}: ${missing}`)
    said.set(release, missing)
  }
  return news.length > 0
}

function nextLook(unchangedMs: number, leftMs: number): {readonly pauseMs: number; readonly whole: boolean} {
  const pauseMs = Math.min(pauseAfter(unchangedMs), leftMs)
  return {pauseMs, whole: pauseMs >= wholeAfterMs || leftMs <= wholeAfterMs}
}

/** A twentieth of the time in which nothing has changed: where something moves, the end may be near. */
function pauseAfter(ms: number): number {
  return Math.min(1000, Math.max(30, ms / 20))
}

const unsettled = 'it was not up for a second yet'

function hasDeployment(look: Look | undefined): boolean {
  return (valueOf(look?.deployments) ?? []).length > 0
}

function fingerprint({pods}: Look): string {
  return pods.known ? pods.value.map(pod => `${pod.metadata.uid}:${restarts(pod)}`).join() : ''
}
