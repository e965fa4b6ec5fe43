import {ofKind, type EventObject, type PodObject} from '../kube/objects.ts'
import {listObjects} from '../kube/read.ts'
import type {ClusterSession} from './cluster-access.ts'
import type {Observation} from './observe.ts'

const eventCount = 5
const logLines = 10

/** Why a connector did not come up: its pod's last events and log lines. What cannot be read is said, not thrown. */
export async function diagnose({kubectl}: ClusterSession, {look, missing}: Observation): Promise<readonly string[]> {
  const pod = look.pods.known ? look.pods.value.find(({metadata}) => metadata.deletionTimestamp === undefined) : undefined
  if (pod === undefined) return [missing]
  const [events, log] = await Promise.all([readEvents(kubectl, pod), readLog(kubectl, pod)])
  return [missing, ...events, ...log]
}

async function readEvents(kubectl: ClusterSession['kubectl'], {metadata}: PodObject): Promise<readonly string[]> {
  try {
    const {objects, unreadable} = await listObjects(kubectl, {
      kinds: ['events'],
      ...(metadata.namespace !== undefined && {namespace: metadata.namespace}),
      fields: `involvedObject.name=${metadata.name}`,
    })
    const events = ofKind(objects, 'Event')
      .toSorted((a, b) => when(a).localeCompare(when(b)))
      .slice(-eventCount)
    return [...events.map(({reason, message}) => `event ${reason ?? ''}: ${message ?? ''}`), ...unreadable.map(text => `events: ${text}`)]
  } catch (error) {
    return [`events: ${(error as Error).message}`]
  }
}

function when({lastTimestamp, eventTime, metadata}: EventObject): string {
  return lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? ''
}

async function readLog(kubectl: ClusterSession['kubectl'], {metadata, status}: PodObject): Promise<readonly string[]> {
  const {name, namespace = 'default'} = metadata
  const started =
    status?.containerStatuses?.some(
      ({state, lastState}) => state?.running !== undefined || state?.terminated !== undefined || lastState?.terminated !== undefined,
    ) ?? false
  if (!started) return []
  const died =
    status?.containerStatuses?.some(({state, lastState}) => state?.running === undefined && lastState?.terminated !== undefined) ?? false
  const {exitCode, stdout} = await kubectl.try([
    'logs',
    name,
    '--namespace',
    namespace,
    `--tail=${logLines}`,
    ...(died ? ['--previous'] : []),
  ])
  return exitCode === 0
    ? stdout
        .split('\n')
        .filter(line => line !== '')
        .map(line => `log: ${line}`)
    : []
}
