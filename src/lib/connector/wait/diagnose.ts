import {reasonsOf} from '../../kubernetes/unread.ts'
import {podEvents} from '../../kubernetes/events.ts'
import type {PodObject} from '../../kubernetes/objects.ts'
import {logExcerpt} from '../../checks/wording/log-excerpt.ts'
import {shortPullError} from '../../checks/wording/pull-error.ts'
import {judgeInspection} from '../inspection/judge-inspection.ts'
import {readInspection} from '../inspection/read-inspection.ts'
import {readLogs, uidOf} from '../facts/logs.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import type {Observation} from './observation.ts'
import type {ConnectorRecord} from '../model/record/record.ts'

const eventCount = 5
const logLines = 10

/**
 * What else tells why a connector did not become ready: the problems that the checks of `validate` find, and its pod's last events and log lines. If something cannot be read, it is printed or left out; diagnose never rejects because of it.
 */
export async function diagnose(
  host: Host,
  session: ClusterSession,
  {release, namespace}: ConnectorRecord,
  {facts}: Pick<Observation, 'facts'>,
): Promise<readonly string[]> {
  const {kubectl} = session
  const pod = facts.pods.known ? facts.pods.value.find(({metadata}) => metadata.deletionTimestamp === undefined) : undefined
  const [problems, events, log] = await Promise.all([
    readProblems(host, session, {release, namespace}),
    pod === undefined ? [] : orWhyNot(host, 'events', readEvents(kubectl, pod)),
    pod === undefined ? [] : orWhyNot(host, 'log', readLastLines(kubectl, pod)),
  ])
  return [...problems, ...events, ...log]
}

/** The problems that the checks find, without what follows from another one or only repeats in general words why the wait ended. */
async function readProblems(
  host: Host,
  session: ClusterSession,
  {release, namespace}: Pick<ConnectorRecord, 'release' | 'namespace'>,
): Promise<readonly string[]> {
  try {
    const {inspection} = await readInspection(host, session, one => one.release === release && one.namespace === namespace)
    return judgeInspection(inspection)
      .filter(({id, verdict, because}) => verdict === 'problem' && because === undefined && !general.has(id))
      .flatMap(({id, message, remedy}) => [`${id}: ${message}`, ...(remedy === '' ? [] : remedy.split('\n'))])
  } catch (error) {
    host.signal.throwIfAborted()
    host.talk.info(`The checks could not be run: ${(error as Error).message}`)
    return []
  }
}

const general: ReadonlySet<string> = new Set(['pod-ready', 'node-ready', 'lease-fresh', 'groups-left-behind'])

/** A log that cannot be read must not hide what became of the other connector. */
async function orWhyNot(host: Host, what: string, reading: Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await reading
  } catch (error) {
    host.signal.throwIfAborted()
    return [`${what}: ${(error as Error).message}`]
  }
}

async function readEvents(kubectl: ClusterSession['kubectl'], {metadata, spec}: PodObject): Promise<readonly string[]> {
  const {events, unread} = await podEvents(kubectl, metadata)
  const images = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].map(({image}) => image)
  const short = (text: string): string => images.reduce(shortPullError, text)
  return [
    ...events.slice(-eventCount).map(({reason, message}) => `event ${reason ?? ''}: ${short(message ?? '')}`),
    ...reasonsOf(unread).map(text => `events: ${text}`),
  ]
}

async function readLastLines(kubectl: ClusterSession['kubectl'], pod: PodObject): Promise<readonly string[]> {
  const log = (await readLogs(kubectl, [pod])).get(uidOf(pod)) ?? ''
  return logExcerpt(log, logLines).map(line => `log: ${line}`)
}
