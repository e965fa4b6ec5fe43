import {inSandbox} from '../scenario.ts'
import {halfRemoved} from '../scenarios/left-behind/half-removed.ts'

halfRemoved(inSandbox)
