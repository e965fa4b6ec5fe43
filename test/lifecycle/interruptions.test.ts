import {inSandbox} from './scenario.ts'
import {interruptions} from './scenarios/interruptions.ts'

interruptions(inSandbox)
