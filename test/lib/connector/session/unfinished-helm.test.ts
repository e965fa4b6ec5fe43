import {describe, expect, it} from '@jest/globals'
import {leaseOf} from '../../../../src/lib/connector/session/lease.ts'
import {refuseUnfinished} from '../../../../src/lib/connector/session/unfinished-helm.ts'
import type {Release} from '../../../../src/lib/helm/releases.ts'
import {LockedError} from '../../../../src/lib/errors.ts'
import {helmRelease, record} from '../install/wanted.ts'

const noon = new Date('2026-11-29T12:00:00Z')
const after = (seconds: number) => new Date(noon.getTime() + seconds * 1000)
const pending = (changes: Partial<Release> = {}): Release =>
  helmRelease(record(), {status: 'pending-upgrade', hooks: 0, written: {by: 'helm', at: '2026-11-29T12:00:00Z'}, ...changes})
/** A run that began and last renewed its lock so many seconds after noon. */
const lock = (from: number, to: number, holder = '') => leaseOf(record(), holder, after(from), after(to), holder === '')
const killed = 'install-connector/laptop/4711/1234'

describe('a release that Helm has not finished', () => {
  it.each([
    ['nobody of vkctl was there', pending(), undefined],
    ['vkctl had ended before', pending(), lock(-60, -3)],
    ['the run of vkctl that was killed was there before', pending(), lock(-60, -18, killed)],
    ['vkctl has run since', pending(), lock(3, 10)],
    ['the run of vkctl that held the lock had finished with Helm', pending(), leaseOf(record(), '', after(-5), after(5))],
    ['it is being uninstalled', pending({status: 'uninstalling'}), undefined],
  ])('is left alone if %s', (_, release, lease) => {
    expect(() => refuseUnfinished([{release, lock: lease}], after(60))).toThrow(LockedError)
    // Helm does not work that long.
    expect(() => refuseUnfinished([{release, lock: lease}], after(31 * 60))).not.toThrow()
  })

  it.each([
    ['a run of vkctl that was interrupted left it', pending(), lock(-5, 4)],
    ['a run of vkctl that was killed left it', pending(), lock(-5, -3, killed)],
    ['a run of vkctl holds the lock', pending(), lock(-5, 58, killed)],
    ['it is deployed', pending({status: 'deployed'}), undefined],
    ['a run of vkctl with Helm 2 was interrupted', {...pending({updated: '2026-11-29T12:00:00.000Z'}), written: undefined}, lock(-5, 4)],
  ])('is not refused if %s', (_, {written, ...release}, lease) => {
    expect(() => refuseUnfinished([{release: {...release, ...(written && {written})}, lock: lease}], after(60))).not.toThrow()
  })

  it('may take longer with hooks', () => {
    const release = pending({hooks: 1})
    expect(() => refuseUnfinished([{release, lock: undefined}], after(59 * 60))).toThrow(LockedError)
    expect(() => refuseUnfinished([{release, lock: undefined}], after(60 * 60))).not.toThrow()
  })

  it('is named with who began and since when, and until when vkctl leaves it alone', () => {
    expect(() =>
      refuseUnfinished([{release: pending({written: {by: 'helm-controller', at: '2026-11-29T12:00:00Z'}}), lock: undefined}], after(4)),
    ).toThrow(
      expect.objectContaining({
        exitCode: 9,
        message:
          'The Helm release vk-linux-eastus has been pending-upgrade since 2026-11-29T12:00:00Z: helm-controller is changing it or was interrupted. Nothing was changed.',
        hints: [
          'Run the command again when that Helm has ended.',
          'If it was interrupted, pass --take-over. From 2026-11-29T12:30:00Z on, vkctl takes over the release without that option: Helm does not work that long.',
        ],
      }),
    )
  })
})
