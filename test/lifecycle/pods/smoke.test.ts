import {inSandbox} from '../scenario.ts'
import {smoke} from '../scenarios/pods/smoke.ts'

smoke(inSandbox)
