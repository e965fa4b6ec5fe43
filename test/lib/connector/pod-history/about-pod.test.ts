import {expect, it} from '@jest/globals'
import {known, unknown} from '../../../../src/lib/checks/engine/fact.ts'
import type {Inspection} from '../../../../src/lib/connector/inspection/inspection.ts'
import {aboutPod} from '../../../../src/lib/connector/pod-history/about-pod.ts'
import {group, pod} from './history.ts'

it('facts about one pod keep nothing of the others, and what is unknown stays so', () => {
  const mine = pod({phase: 'Pending'})
  const other = {...mine, metadata: {...mine.metadata, uid: 'u2'}}
  const [ofMine, ofOther] = [group(), {...group(), tags: {UID: 'u2'}}]
  const missing = unknown('Azure was not read.')
  const inspection = {
    cluster: {subject: {}, facts: {pendingPods: known([mine, other]), provider: missing}},
    connectors: [
      {subject: {}, facts: {podsOnNode: known([other, mine]), containerGroups: known([ofOther, ofMine])}},
      {subject: {}, facts: {containerGroups: missing}},
    ],
  } as unknown as Inspection
  expect(aboutPod(inspection, {pod: mine})).toEqual({
    cluster: {subject: {}, facts: {pendingPods: known([mine]), provider: missing}},
    connectors: [
      {subject: {}, facts: {podsOnNode: known([mine]), containerGroups: known([ofMine])}},
      {subject: {}, facts: {containerGroups: missing}},
    ],
  })
})
