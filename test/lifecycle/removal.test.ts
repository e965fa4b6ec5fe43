import {inSandbox} from './scenario.ts'
import {removal} from './scenarios/removal.ts'

removal(inSandbox)
