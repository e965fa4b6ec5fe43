import {inSandbox} from './scenario.ts'
import {armFaults} from './scenarios/arm-faults.ts'

armFaults(inSandbox)
