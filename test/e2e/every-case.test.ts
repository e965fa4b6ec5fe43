import {armFaults} from '../lifecycle/scenarios/arm-faults.ts'
import {clusterAccess} from '../lifecycle/scenarios/cluster-access.ts'
import {formats} from '../lifecycle/scenarios/formats.ts'
import {halfRemoved} from '../lifecycle/scenarios/left-behind/half-removed.ts'
import {hostileRecords} from '../lifecycle/scenarios/hostile/records.ts'
import {noToken} from '../lifecycle/scenarios/starts/no-token.ts'
import {moves} from '../lifecycle/scenarios/places/moves.ts'
import {orphans} from '../lifecycle/scenarios/left-behind/orphans.ts'
import {others} from '../lifecycle/scenarios/left-behind/others.ts'
import {refusalsBeforeChange, roleless} from '../lifecycle/scenarios/refusals.ts'
import {resets} from '../lifecycle/scenarios/places/resets.ts'
import {rolesInForce} from '../lifecycle/scenarios/places/roles-in-force.ts'
import {rotation} from '../lifecycle/scenarios/places/rotation.ts'
import {smoke} from '../lifecycle/scenarios/pods/smoke.ts'
import {twoRuns} from '../lifecycle/scenarios/two-runs.ts'
import {unfitCluster} from '../lifecycle/scenarios/unfit/cluster.ts'
import {vnet} from '../lifecycle/scenarios/vnet.ts'
import {why} from '../lifecycle/scenarios/pods/why.ts'
import {wrongClock} from '../lifecycle/scenarios/hostile/wrong-clock.ts'

// npm test runs a sample of them. Of the scenarios that run with every Helm, CI runs all tests on a real API server.
const groups = [
  armFaults,
  clusterAccess,
  formats,
  halfRemoved,
  hostileRecords,
  moves,
  noToken,
  orphans,
  others,
  refusalsBeforeChange,
  roleless,
  resets,
  rolesInForce,
  rotation,
  smoke,
  twoRuns,
  unfitCluster,
  vnet,
  why,
  wrongClock,
]
for (const scenarios of groups) scenarios({api: 'emulated', helm: '4.2.3'})
