import {restarts} from '../../checks/facts/pod-state.ts'
import {isReady} from '../../checks/facts/pod-state.ts'
import {kubectlError} from '../../kubernetes/kubectl-errors.ts'
import {isGood, refusal} from '../../kubernetes/api-read.ts'
import type {ApiClient} from '../../kubernetes/api-client.ts'
import type {Kubectl} from '../../kubernetes/kubectl.ts'
import type {ContainerStatus, PodObject} from '../../kubernetes/objects.ts'

const doing = 'read the logs of the connectors'
const lines = 60

/**
 * The last lines of each pod's log, by the pod's uid: of the run before too where a container restarted and is not ready. Through kubectl it is one
 * call for all pods of a namespace that share a label, and one for each pod that crashed.
 */
export async function readLogs(kubectl: Kubectl, pods: readonly PodObject[]): Promise<ReadonlyMap<string, string>> {
  const started = pods.filter(hasRun)
  const crashed = started.filter(pod => restarts(pod) > 0 && !isReady(pod))
  const {api} = kubectl
  const [current, previous] = await Promise.all([
    api === undefined ? readByLabel(kubectl, started) : Promise.all(started.map(pod => readAll(api, pod, {previous: false}))),
    Promise.all(crashed.map(pod => (api === undefined ? readPrevious(kubectl, pod) : readAll(api, pod, {previous: true})))),
  ])
  const logs = new Map(previous)
  for (const [uid, text] of current) logs.set(uid, `${logs.get(uid) ?? ''}${text}`)
  return logs
}

export function uidOf({metadata}: PodObject): string {
  return metadata.uid ?? metadata.name
}

function statusesOf({status}: PodObject): readonly ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]
}

function hasRun(pod: PodObject): boolean {
  return statusesOf(pod).some(
    ({state, lastState}) => state?.running !== undefined || state?.terminated !== undefined || lastState?.terminated !== undefined,
  )
}

/** vkctl's chart and those of azure-aci label their pods differently. */
function selectorOf({metadata: {labels = {}}}: PodObject): string {
  const label = ['app.kubernetes.io/name', 'app'].find(name => labels[name] !== undefined)
  return label === undefined ? '' : `${label}=${labels[label]}`
}

type PodLog = readonly [uid: string, text: string]

/** Of every container. One that has not started, or whose kubelet does not answer, must not hide what the others wrote. */
async function readAll(api: ApiClient, pod: PodObject, {previous}: {readonly previous: boolean}): Promise<PodLog> {
  const {name, namespace = 'default'} = pod.metadata
  const texts = await Promise.all(
    statusesOf(pod).map(async ({name: container}) => {
      const query = new URLSearchParams({container, tailLines: String(lines), ...(previous && {previous: 'true'})}).toString()
      const answer = await api.get(`/api/v1/namespaces/${namespace}/pods/${name}/log?${query}`)
      if (isGood(answer)) return answer.text
      if (answer.status === 403) throw refusal(doing, answer)
      return ''
    }),
  )
  return [uidOf(pod), texts.join('')]
}

async function readByLabel(kubectl: Kubectl, pods: readonly PodObject[]): Promise<readonly PodLog[]> {
  const groups = Map.groupBy(pods, pod => JSON.stringify([pod.metadata.namespace, selectorOf(pod)]))
  return (await Promise.all([...groups.values()].map(group => readTogether(kubectl, group)))).flat()
}

async function readTogether(kubectl: Kubectl, pods: readonly PodObject[]): Promise<readonly PodLog[]> {
  const [first] = pods
  if (first === undefined) return []
  const {exitCode, stdout, stderr} = await kubectl.try([
    'logs',
    `--namespace=${first.metadata.namespace ?? 'default'}`,
    `--selector=${selectorOf(first)}`,
    '--all-containers',
    '--prefix',
    // One container that has not started must not hide what the others wrote.
    '--ignore-errors',
    `--tail=${lines}`,
    '--max-log-requests=100',
  ])
  if (exitCode !== 0) throw kubectlError(doing, stderr, exitCode)
  const written = stdout.split('\n')
  // `[pod/NAME/CONTAINER] text`
  return pods.map(pod => {
    const prefix = `[pod/${pod.metadata.name}/`
    const own = written.filter(line => line.startsWith(prefix)).map(line => `${line.slice(line.indexOf('] ') + 2)}\n`)
    return [uidOf(pod), own.join('')]
  })
}

/** What a container said before it died; nothing where its log is gone. */
async function readPrevious(kubectl: Kubectl, pod: PodObject): Promise<PodLog> {
  const {exitCode, stdout} = await kubectl.try([
    'logs',
    pod.metadata.name,
    `--namespace=${pod.metadata.namespace ?? 'default'}`,
    '--previous',
    `--tail=${lines}`,
  ])
  return [uidOf(pod), exitCode === 0 ? stdout : '']
}
