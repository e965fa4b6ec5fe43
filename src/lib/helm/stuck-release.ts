import type {ReleaseStatus, Revision} from './releases.ts'

export type Remedy = {readonly do: 'nothing'} | {readonly do: 'uninstall'} | {readonly do: 'rollback'; readonly revision: number}

const pending: ReadonlySet<ReleaseStatus> = new Set(['pending-install', 'pending-upgrade', 'pending-rollback'])

/** Whether Helm is working on a release in this state, or was interrupted. Helm refuses to upgrade it; after an interruption, vkctl repairs it first. */
export function isStuck(status: ReleaseStatus): boolean {
  return pending.has(status) || status === 'uninstalling'
}

/**
 * How to repair a release after an interrupted helm left this revision. If there is a later one, somebody else has begun, and nothing is repaired. Helm does not
 * upgrade a pending release ("another operation is in progress") or one that was being uninstalled ("has no deployed releases").
 */
export function remedyFor(history: readonly Revision[], left: number): Remedy {
  const {status, revision} = history.at(-1) ?? {}
  if (revision !== left) return {do: 'nothing'}
  if (status === 'uninstalling') return {do: 'uninstall'}
  if (status === undefined || !pending.has(status)) return {do: 'nothing'}
  const good = history.findLast(one => one.status === 'deployed') ?? history.findLast(one => one.status === 'superseded')
  return good === undefined ? {do: 'uninstall'} : {do: 'rollback', revision: good.revision}
}
