import {inSandbox} from '../scenario.ts'
import {others} from '../scenarios/left-behind/others.ts'

others(inSandbox)
