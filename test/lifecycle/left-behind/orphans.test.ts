import {inSandbox} from '../scenario.ts'
import {orphans} from '../scenarios/left-behind/orphans.ts'

orphans(inSandbox)
