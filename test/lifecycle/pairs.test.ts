import {inSandbox} from './scenario.ts'
import {pairs} from './scenarios/pairs.ts'

pairs(inSandbox)
