import {LockedError} from '../../errors.ts'
import type {Release} from '../../helm/releases.ts'
import {isStuck} from '../../helm/stuck-release.ts'
import type {LeaseObject} from '../../kubernetes/objects.ts'
import {holderOf, unfinishedTime} from './lease.ts'

/** A release, and the lock of its connector. */
export interface LockedRelease {
  readonly release: Release
  /** Undefined if there is none. */
  readonly lock: LeaseObject | undefined
}

/** The API server keeps times of objects to the second, and vkctl knows its time to the second. */
const toleratedMs = 2000
/**
 * How long Helm may work on one operation: six times the default of its `--timeout`. Helm counts that time again for each hook
 * (https://helm.sh/docs/helm/helm_upgrade/).
 */
const longestMs = 30 * 60_000

/**
 * Throws LockedError (exit code 9) if somebody else's Helm may still be working on one of these releases. It is certain that nobody is if a run of vkctl
 * began the change and has ended, or if the change began longer ago than Helm works. If another run holds the lock, acquiring the lock decides. Pure.
 */
export function refuseUnfinished(releases: readonly LockedRelease[], now: Date): void {
  for (const one of releases) {
    const {release, lock} = one
    if (!isStuck(release.status) || (lock !== undefined && holderOf(lock, now) !== undefined) || isOurs(one)) continue
    const until = releasedAt(release)
    if (until !== undefined && until <= now) continue
    const since = sinceOf(release)
    throw new LockedError(
      `The Helm release ${release.name} has been ${release.status}${since === undefined ? '' : ` since ${since}`}: ${release.written?.by ?? 'helm'} is changing it or was interrupted. Nothing was changed.`,
      {
        hints: [
          'Run the command again when that Helm has ended.',
          `If it was interrupted, pass --take-over.${until === undefined ? '' : ` From ${inSeconds(until)} on, vkctl takes over the release without that option: Helm does not work that long.`}`,
        ],
      },
    )
  }
}

/** Whether a run of vkctl began the change and has ended: then the release was written while that run held the lock. */
function isOurs({release, lock}: LockedRelease): boolean {
  const since = sinceOf(release)
  const run = lock && unfinishedTime(lock)
  if (since === undefined || run === undefined) return false
  const at = Date.parse(since)
  return at >= run.from - toleratedMs && at <= run.to + toleratedMs
}

function sinceOf({written, updated}: Release): string | undefined {
  return written?.at ?? updated
}

/** When no Helm can be working on the release any more. */
function releasedAt(release: Release): Date | undefined {
  const since = sinceOf(release)
  return since === undefined ? undefined : new Date(Date.parse(since) + longestMs * (1 + (release.hooks ?? 0)))
}

function inSeconds(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z')
}
