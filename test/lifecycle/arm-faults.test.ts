import {armFaults} from './scenarios/arm-faults.ts'

armFaults({api: 'emulated', helm: '4.2.3'})
