import {inSandbox} from './scenario.ts'
import {secretKeeping} from './scenarios/secret-keeping.ts'

secretKeeping(inSandbox)
