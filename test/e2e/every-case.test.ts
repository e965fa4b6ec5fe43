import {armFaults} from '../lifecycle/scenarios/arm-faults.ts'
import {hostileRecords} from '../lifecycle/scenarios/hostile/records.ts'
import {rolesInForce} from '../lifecycle/scenarios/places/roles-in-force.ts'
import {smoke} from '../lifecycle/scenarios/smoke.ts'

// npm test tries a sample of their cases. All cases of the scenarios that run with every Helm are tried on a real API server.
for (const scenarios of [armFaults, hostileRecords, rolesInForce, smoke]) scenarios({api: 'emulated', helm: '4.2.3'})
