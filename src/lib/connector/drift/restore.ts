import {isAsRendered} from '../../checks/facts/drift.ts'
import {isNotFound, parseAnswer, refusalError} from '../../kubernetes/api.ts'
import {untilNoConflict} from '../../kubernetes/conflicts.ts'
import type {Kubectl} from '../../kubernetes/kubectl.ts'
import {refOf, type KubeObject} from '../../kubernetes/objects.ts'
import {pathOf, resourceOf} from '../../kubernetes/resources.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import {createObjects, deleteObjects} from '../../kubernetes/write.ts'
import {readDrift, type Compared} from './read-drift.ts'
import {replacementOf} from './replacement.ts'

const longestDeletionMs = 30_000

/** Makes objects exactly what was rendered for them; what is as rendered is not touched. Rejects if an object cannot be read or written. */
export async function restoreObjects(kubectl: Kubectl, rendered: readonly KubeObject[]): Promise<void> {
  const {compared, unread} = await readDrift(kubectl, rendered)
  if (unread.length > 0) throw unreadError('compare the objects of the connector', unread)
  for (const one of compared) if (!isAsRendered(one.drift)) await restoreOne(kubectl, one)
}

async function restoreOne(kubectl: Kubectl, {rendered, drift}: Compared): Promise<void> {
  if (drift.mustBeRecreated) await deleteObjects(kubectl, [refOf(rendered)], {waitMs: longestDeletionMs})
  if (drift.missing || drift.mustBeRecreated) await createObjects(kubectl, [rendered], {mayExist: [rendered]})
  else await replaceObject(kubectl, rendered)
}

/** Replaces an object with what was rendered for it, except for what others may set; creates it if it does not exist. */
export async function replaceObject(kubectl: Kubectl, rendered: KubeObject): Promise<void> {
  const {api} = kubectl
  const path = pathOf(resourceOf(rendered), rendered.metadata)
  const doing = `restore ${rendered.kind} ${rendered.metadata.name}`
  const refused = await untilNoConflict(async () => {
    const read = await api.get(path)
    if (isNotFound(read.refused, rendered.metadata.name)) {
      await createObjects(kubectl, [rendered], {mayExist: []})
      return {result: undefined, isConflict: false}
    }
    if (read.refused !== undefined) return {result: read.refused, isConflict: false}
    const live = parseAnswer(read.text) as unknown as KubeObject
    const {refused: result} = await api.replace(path, replacementOf(rendered, live), {dryRun: false})
    return {result, isConflict: result?.reason === 'Conflict'}
  })
  if (refused !== undefined) throw refusalError(doing, refused)
}
