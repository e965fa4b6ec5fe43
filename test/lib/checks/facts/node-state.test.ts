import {expect, it} from '@jest/globals'
import {isNodeReady} from '../../../../src/lib/checks/facts/node-state.ts'

it.each([
  [
    [
      {type: 'MemoryPressure', status: 'False'},
      {type: 'Ready', status: 'True'},
    ],
    true,
  ],
  [
    [
      {type: 'MemoryPressure', status: 'True'},
      {type: 'Ready', status: 'Unknown'},
    ],
    false,
  ],
  [[], false],
  [undefined, false],
])('a node whose conditions are %j is ready: %s', (conditions, ready) => {
  expect(isNodeReady({metadata: {name: 'n'}, status: {...(conditions !== undefined && {conditions})}})).toBe(ready)
})
