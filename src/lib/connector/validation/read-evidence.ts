import {factOf} from '../../checks/engine/fact.ts'
import type {EventObject} from '../../kubernetes/events.ts'
import {objectsInManifest} from '../../kubernetes/manifest.ts'
import {listObjects} from '../../kubernetes/read.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import type {Evidence} from '../inspection/inspection.ts'
import type {PodEvent} from '../inspection/pod-history.ts'
import {withoutSecrets} from '../inspection/without-secrets.ts'
import type {Installed} from '../inventory/installed.ts'
import {podEvent} from '../pod-history/pod-event.ts'
import type {Host} from '../session/host.ts'
import type {ReadingSession} from '../session/reading.ts'

/** Kinds whose contents may be secret. Of their objects, a manifest in a bundle has only the names. */
const closed: ReadonlySet<string | undefined> = new Set(['ConfigMap', 'Secret'])

/** Reads what a person wants to see of a connector that runs somewhere else. No check needs it. */
export async function readEvidence(
  host: Host,
  session: ReadingSession,
  connector: Installed,
  secrets: readonly string[],
): Promise<Evidence> {
  const [events, manifest] = await Promise.all([
    factOf(readEvents(session, connector), host.signal),
    factOf(readManifest(session, connector, secrets), host.signal),
  ])
  return withoutSecrets({events, manifest}, secrets)
}

/** The events about its workload, the ReplicaSets of that and its pods. */
async function readEvents({kubectl}: ReadingSession, {workload, namespace, release}: Installed): Promise<readonly PodEvent[]> {
  const place = workload?.namespace ?? namespace
  const name = workload?.name ?? release
  if (place === '') return []
  const {objects, unread} = await listObjects(kubectl, {
    kinds: ['events'],
    namespace: place,
    where: ({involvedObject}: EventObject) => involvedObject?.name === name || involvedObject?.name?.startsWith(`${name}-`) === true,
  })
  if (unread.length > 0) throw unreadError(`read the events of the connector ${release}`, unread)
  return objects.map(podEvent).toSorted((one, other) => one.lastTime.localeCompare(other.lastTime))
}

async function readManifest({helm}: ReadingSession, {facts, release, namespace}: Installed, secrets: readonly string[]): Promise<string> {
  if (!facts.helm.known) throw facts.helm.error
  if (facts.helm.value === undefined) return ''
  const objects = await objectsInManifest(await helm.manifest({release, namespace}))
  const {dump} = await import('js-yaml')
  const open = objects.map(object =>
    closed.has(object.kind) ? {apiVersion: object.apiVersion, kind: object.kind, metadata: {name: object.metadata.name}} : object,
  )
  return open.map(object => dump(withoutSecrets(object, secrets))).join('---\n')
}
