import type {ReleaseStatus, Revision} from './releases.ts'

export type Remedy = {readonly do: 'nothing'} | {readonly do: 'uninstall'} | {readonly do: 'rollback'; readonly revision: number}

const pending: ReadonlySet<ReleaseStatus> = new Set(['pending-install', 'pending-upgrade', 'pending-rollback'])

/** Whether an interrupted Helm left the release in this state. Helm refuses to upgrade it until vkctl has repaired it. */
export function isStuck(status: ReleaseStatus): boolean {
  return pending.has(status) || status === 'uninstalling'
}

/**
 * How to repair a release after an interrupted helm. Helm does not upgrade a pending release ("another operation is in progress") or one that was being
 * uninstalled ("has no deployed releases").
 */
export function remedyFor(history: readonly Revision[]): Remedy {
  const status = history.at(-1)?.status
  if (status === 'uninstalling') return {do: 'uninstall'}
  if (status === undefined || !pending.has(status)) return {do: 'nothing'}
  const good =
    history.findLast(revision => revision.status === 'deployed') ?? history.findLast(revision => revision.status === 'superseded')
  return good === undefined ? {do: 'uninstall'} : {do: 'rollback', revision: good.revision}
}
