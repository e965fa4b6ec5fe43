import {inSandbox} from './scenario.ts'
import {smoke} from './scenarios/smoke.ts'

smoke(inSandbox)
