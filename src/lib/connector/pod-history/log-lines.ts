import type {PodObject} from '../../kubernetes/objects.ts'
import type {LogLine} from '../inspection/pod-history.ts'

/** What the log of a connector says about a pod, oldest first, and nothing about an earlier pod of the same name. Lines without a time are left out. */
export function linesAbout(log: string, pod: PodObject): readonly LogLine[] {
  const created = Date.parse(pod.metadata.creationTimestamp ?? '')
  return log
    .split('\n')
    .flatMap(line => {
      const fields = fieldsOf(line)
      const {time = '', level = '', msg = '', error = ''} = fields
      // Both times are to the second.
      const isOfItsTime = Date.parse(time) >= created || (Number.isNaN(created) && !Number.isNaN(Date.parse(time)))
      if (!isOfItsTime || !isAbout(fields, pod)) return []
      return {time: new Date(time).toISOString(), level, text: error === '' ? msg : `${msg}: ${error}`}
    })
    .toSorted((one, other) => Date.parse(one.time) - Date.parse(other.time))
}

/** The fields of a line of logrus without a terminal: `time="…" level=info msg="…" uid=…`. */
function fieldsOf(line: string): Readonly<Record<string, string>> {
  const found = line.matchAll(/([\w.]+)=("(?:[^"\\]|\\.)*"|\S*)/g)
  return Object.fromEntries([...found].map(([, key = '', value = '']) => [key, value.startsWith('"') ? unquoted(value) : value]))
}

/** logrus quotes as Go does, which for almost every text is as JSON. */
function unquoted(text: string): string {
  try {
    return String(JSON.parse(text))
  } catch {
    return text.slice(1, -1).replaceAll(/\\(.)/g, '$1')
  }
}

/** virtual-kubelet puts the UID, or the namespace and the name, into the fields of most lines; azure-aci only the name into the text (v1.6.4). */
function isAbout({uid, namespace, name, pod, key, msg = '', error = ''}: Readonly<Record<string, string>>, {metadata}: PodObject): boolean {
  if (uid !== undefined) return uid === metadata.uid
  const place = metadata.namespace ?? 'default'
  if (key !== undefined) return key === `${place}/${metadata.name}`
  const named = name ?? pod
  if (named !== undefined) return named === metadata.name && (namespace === undefined || namespace === place)
  return [msg, error].some(text => text.split(/[^\w.-]+/).some(word => [metadata.name, `${place}-${metadata.name}`].includes(word)))
}
