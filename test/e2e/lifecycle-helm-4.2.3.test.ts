import {withEveryHelm, withOneHelm} from '../lifecycle/scenarios/all.ts'

for (const scenarios of [...withEveryHelm, ...withOneHelm]) scenarios({api: 'real', helm: '4.2.3'})
