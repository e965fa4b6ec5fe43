import {setTimeout as sleep} from 'node:timers/promises'
import type {ClusterClient} from '../client/cluster-client.ts'
import type {Fault, LoggedRequest} from '../faults.ts'
import type {Sandbox} from '../sandbox.ts'
import {changeWorld} from '../settings/world-settings.ts'
import {milliseconds} from './read-scenario.ts'
import type {RunningPipeline} from './pipeline.ts'
import type {Action} from './scenario.ts'

export interface Stage {
  readonly sandbox: Sandbox
  readonly client: ClusterClient
  readonly pipeline: RunningPipeline
}

/** Does what a scenario wants to happen while the pipeline runs. The result ends what has not happened yet, and tells whether all has happened. */
export function startActions(actions: readonly Action[], stage: Stage): () => boolean {
  const over = new AbortController()
  let open = actions.length
  for (const action of actions) {
    const act = async (): Promise<void> => {
      await sleep(milliseconds(action.when.after ?? '0s'), undefined, {signal: over.signal})
      open--
      await take(action.do, stage)
    }
    // The pipeline has ended, or the object has gone.
    const begin = (): void => void act().catch(() => undefined)
    const {request} = action.when
    if (request === undefined) begin()
    else onFirst(request, stage.sandbox, over.signal, begin)
  }
  return () => {
    over.abort()
    return open === 0
  }
}

type Wanted = Pick<Fault, 'server' | 'method' | 'path'>

function onFirst(wanted: Wanted, {faults}: Sandbox, signal: AbortSignal, then: () => void): void {
  const path = new RegExp(wanted.path ?? '')
  const end = faults.watch((request: LoggedRequest) => {
    if (request.server !== wanted.server || (wanted.method ?? request.method) !== request.method || !path.test(request.path)) return
    end()
    then()
  })
  signal.addEventListener('abort', end, {once: true})
}

async function take({world, faults, signal, patch}: Action['do'], {sandbox, client, pipeline}: Stage): Promise<void> {
  if (world !== undefined) changeWorld(sandbox.azure.state, world)
  if (faults !== undefined) sandbox.faults.set(faults)
  if (signal !== undefined) pipeline.signal(signal)
  if (patch === undefined) return
  const {path, labelSelector = '', body} = patch
  const {items} = await client.get<{readonly items: readonly {readonly metadata: {readonly name: string; readonly namespace?: string}}[]}>(
    path,
    {labelSelector},
  )
  for (const {metadata} of items) await client.patch(`${withNamespace(path, metadata.namespace)}/${metadata.name}`, body)
}

/** `/apis/apps/v1/deployments` in a namespace. */
function withNamespace(path: string, namespace: string | undefined): string {
  if (namespace === undefined || path.includes('/namespaces/')) return path
  return path.replace(/\/([^/]+)$/, `/namespaces/${namespace}/$1`)
}
