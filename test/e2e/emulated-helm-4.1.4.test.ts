import {withEveryHelm} from '../lifecycle/scenarios/all.ts'

for (const scenarios of withEveryHelm) scenarios({api: 'emulated', helm: '4.1.4'})
