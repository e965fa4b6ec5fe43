import {inSandbox} from './scenario.ts'
import {signIn} from './scenarios/sign-in.ts'

signIn(inSandbox)
