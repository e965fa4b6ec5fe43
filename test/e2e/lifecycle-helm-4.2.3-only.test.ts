import {withOneHelm} from '../lifecycle/scenarios/all.ts'

for (const scenarios of withOneHelm) scenarios({api: 'real', helm: '4.2.3'})
