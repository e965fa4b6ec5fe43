import {randomUUID} from 'node:crypto'
import {hostname} from 'node:os'
import {setTimeout} from 'node:timers/promises'
import {LockedError} from '../../errors.ts'
import type {LeaseObject} from '../../kubernetes/objects.ts'
import {deleteObjects} from '../../kubernetes/write.ts'
import type {Now} from '../../talk.ts'
import type {ClusterSession} from './cluster-session.ts'
import type {Host} from './host.ts'
import {durationSeconds, holderInWords, holderOf, leaseOf, leaseRef, readLease, writeLease, type Lockable} from './lease.ts'

/** The locks of this run. Another run that wants to change the same connectors waits, or ends with exit code 9. */
export interface Lock {
  /** Throws LockedError if a lock is lost: another run may have it, so this run must not change anything else. */
  assertHeld(): void
  /** Notes whether Helm has ended well for a connector. Otherwise its Lease says that this run may have left a release unfinished. */
  settled(release: string, isSettled?: boolean): void
  /**
   * Releases the locks, even after an interrupt. If that fails, they soon expire. Deletes the Leases of connectors that are `gone`.
   */
  release(gone?: readonly Lockable[]): Promise<void>
}

export interface LockRequest {
  /** The command of this run: `install-connector`. */
  readonly command: string
  /** How long to wait for another run, in milliseconds. */
  readonly waitMs: number
}

const renewMs = 4000
const pollMs = 1000

/** One Lease that this run holds. */
interface Held {
  readonly of: Lockable
  /** resourceVersion of the Lease after the last write. */
  version: string
  /** When the Lease was last certainly written, by the monotonic clock of this machine. */
  writtenAt: number
  lostTo: string | undefined
  settled: boolean
}

/** Locks all of these connectors or none. Their namespaces must exist. Rejects with LockedError if another run holds a lock for longer than `waitMs`. */
export async function lockConnectors(
  host: Host,
  session: ClusterSession,
  connectors: readonly Lockable[],
  request: LockRequest,
): Promise<Lock> {
  const holder = `${request.command}/${hostname()}/${process.pid}/${randomUUID()}`
  const giveUpAt = performance.now() + request.waitMs
  const held: Held[] = []
  const lock = keep(host, session, holder, held)
  try {
    // Always in the same order, so that two runs never wait for each other.
    for (const of of connectors.toSorted((a, b) => a.release.localeCompare(b.release))) {
      held.push(await acquire({host, session, holder, giveUpAt}, of))
    }
    return lock
  } catch (error) {
    await lock.release()
    throw error
  }
}

interface Acquisition {
  readonly host: Host
  readonly session: ClusterSession
  readonly holder: string
  readonly giveUpAt: number
}

function acquire(acquisition: Acquisition, of: Lockable): Promise<Held> {
  return acquisition.host.talk.during('wait', '', now => tryUntilHeld(acquisition, of, now))
}

async function tryUntilHeld({host, session, holder, giveUpAt}: Acquisition, of: Lockable, now: Now): Promise<Held> {
  let told = false
  for (;;) {
    const found = await readLease(session.kubectl, of)
    if (found === undefined && told) throw removed(of)
    const other = found === undefined ? undefined : holderOf(found, session.now())
    if (other === undefined || other === holder) {
      const version = await writeLease(session.kubectl, of, leaseOf(of, holder, session.now(), session.now()), found)
      if (version !== undefined) return {of, version, writtenAt: performance.now(), lostTo: undefined, settled: false}
      // Another run was faster, or the answer was lost.
      continue
    }
    if (performance.now() >= giveUpAt) throw locked(of, other, found)
    now(`Waiting for the lock on ${of.release}, which ${holderInWords(other, found)} holds`)
    told = true
    await host.sleep(pollMs)
  }
}

/** Renews the locks until they are released. */
function keep({talk, signal}: Host, {kubectl, lastKubectl, now}: ClusterSession, holder: string, held: readonly Held[]): Lock {
  const ended = new AbortController()
  const acquired = now()
  const renew = async (one: Held): Promise<void> => {
    try {
      const version = await writeLease(kubectl, one.of, leaseOf(one.of, holder, acquired, now()), {
        metadata: {resourceVersion: one.version},
      })
      if (version !== undefined) return void Object.assign(one, {version, writtenAt: performance.now()})
      const found = await readLease(kubectl, one.of)
      // A removal deletes the Lease with its namespace.
      if (found === undefined) return
      if (found.spec?.holderIdentity === holder) one.version = found.metadata.resourceVersion ?? ''
      else one.lostTo = found.spec?.holderIdentity ?? ''
    } catch (error) {
      // The API server may be unreachable for a while. If that takes too long, assertHeld throws.
      talk.debug(`The lock on ${one.of.release} could not be renewed: ${(error as Error).message}`)
    }
  }
  const renewing = (async () => {
    while (!ended.signal.aborted) {
      await setTimeout(renewMs, undefined, {signal: ended.signal, ref: false}).catch(() => {})
      if (!ended.signal.aborted) await Promise.all(held.filter(({lostTo}) => lostTo === undefined).map(renew))
    }
  })()
  return {
    assertHeld() {
      for (const {of, lostTo, writtenAt} of held) {
        const isOver = performance.now() - writtenAt > durationSeconds * 1000
        if (lostTo === undefined && !isOver) continue
        throw new LockedError(
          lostTo === undefined
            ? `The lock on ${of.release} could not be renewed for ${durationSeconds} seconds, so another vkctl may have locked it.`
            : `The lock on ${of.release} was lost to ${holderInWords(lostTo)}.`,
          {hints: ['Run the command again to finish.']},
        )
      }
    },
    settled(release, isSettled = true) {
      for (const one of held) if (one.of.release === release) one.settled = isSettled
    },
    async release(gone = []) {
      ended.abort()
      await renewing
      const last = signal.aborted ? lastKubectl : kubectl
      for (const {of, version, lostTo, settled} of held) {
        if (lostTo !== undefined) continue
        try {
          if (gone.includes(of)) await deleteObjects(last, [leaseRef(of)])
          else await writeLease(last, of, leaseOf(of, '', acquired, now(), !settled), {metadata: {resourceVersion: version}})
        } catch (error) {
          talk.info(
            `The lock on ${of.release} could not be released. It expires in ${durationSeconds} seconds. ${(error as Error).message}`,
          )
        }
      }
    },
  }
}

/** Only a removal deletes a lock. Then the facts that this run read are outdated, and the namespace may be gone. */
function removed({release}: Lockable): LockedError {
  return new LockedError(`Another vkctl has just removed ${release}. Nothing was changed.`, {hints: ['Run the command again.']})
}

function locked({release}: Lockable, other: string, lease: LeaseObject | undefined): LockedError {
  return new LockedError(`${release} is locked by ${holderInWords(other, lease)}. Nothing was changed.`, {
    hints: [
      `Run the command again when the other run has ended, or wait for it with --lock-timeout 10m. If it was killed, its lock expires after ${durationSeconds} seconds.`,
    ],
  })
}
