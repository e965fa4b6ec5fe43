import {inSandbox} from './scenario.ts'
import {why} from './scenarios/why.ts'

why(inSandbox)
