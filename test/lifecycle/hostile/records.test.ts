import {inSandbox} from '../scenario.ts'
import {hostileRecords} from '../scenarios/hostile/records.ts'

hostileRecords(inSandbox)
