import {withEveryHelm} from '../lifecycle/scenarios/all.ts'

for (const scenarios of withEveryHelm) scenarios({api: 'emulated', helm: '3.18.0'})
