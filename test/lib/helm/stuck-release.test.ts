import {describe, expect, it} from '@jest/globals'
import {isStuck, remedyFor} from '../../../src/lib/helm/stuck-release.ts'
import type {ReleaseStatus} from '../../../src/lib/helm/releases.ts'

describe('a release that an interrupted helm left', () => {
  it.each<[ReleaseStatus[], ReturnType<typeof remedyFor>]>([
    [[], {do: 'nothing'}],
    [['deployed'], {do: 'nothing'}],
    [['failed'], {do: 'nothing'}],
    [['pending-install'], {do: 'uninstall'}],
    [['failed', 'pending-upgrade'], {do: 'uninstall'}],
    [['deployed', 'pending-upgrade'], {do: 'rollback', revision: 1}],
    [['superseded', 'deployed', 'failed', 'pending-upgrade'], {do: 'rollback', revision: 2}],
    [['superseded', 'pending-upgrade', 'deployed', 'pending-rollback'], {do: 'rollback', revision: 3}],
    [['superseded', 'superseded', 'pending-rollback'], {do: 'rollback', revision: 2}],
    [['superseded', 'uninstalling'], {do: 'uninstall'}],
  ])('with the history %j is mended by %j', (statuses, remedy) => {
    const history = statuses.map((status, index) => ({revision: index + 1, status}))
    expect(remedyFor(history, statuses.length)).toEqual(remedy)
    // A later revision is somebody else's.
    expect(remedyFor([...history, {revision: 99, status: 'pending-upgrade'}], statuses.length)).toEqual({do: 'nothing'})
  })
})

it.each<readonly [ReleaseStatus, boolean]>([
  ['pending-install', true],
  ['pending-rollback', true],
  ['uninstalling', true],
  ['deployed', false],
  ['failed', false],
  ['uninstalled', false],
])('a release that is %s is stuck: %s', (status, stuck) => {
  expect(isStuck(status)).toBe(stuck)
})
