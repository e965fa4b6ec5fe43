import {inSandbox} from '../scenario.ts'
import {why} from '../scenarios/pods/why.ts'

why(inSandbox)
