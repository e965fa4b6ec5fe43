import {armFaults} from '../lifecycle/scenarios/arm-faults.ts'
import {halfRemoved} from '../lifecycle/scenarios/left-behind/half-removed.ts'
import {hostileRecords} from '../lifecycle/scenarios/hostile/records.ts'
import {moves} from '../lifecycle/scenarios/places/moves.ts'
import {orphans} from '../lifecycle/scenarios/left-behind/orphans.ts'
import {refusalsBeforeChange, roleless} from '../lifecycle/scenarios/refusals.ts'
import {rolesInForce} from '../lifecycle/scenarios/places/roles-in-force.ts'
import {smoke} from '../lifecycle/scenarios/smoke.ts'

// npm test runs a sample of them. Of the scenarios that run with every Helm, CI runs all tests on a real API server.
for (const scenarios of [armFaults, halfRemoved, hostileRecords, moves, orphans, refusalsBeforeChange, roleless, rolesInForce, smoke])
  scenarios({api: 'emulated', helm: '4.2.3'})
