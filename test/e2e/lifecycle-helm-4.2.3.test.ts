import {withEveryHelm} from '../lifecycle/scenarios/all.ts'

for (const scenarios of withEveryHelm) scenarios({api: 'real', helm: '4.2.3'})
