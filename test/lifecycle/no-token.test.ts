import {inSandbox} from './scenario.ts'
import {noToken} from './scenarios/no-token.ts'

noToken(inSandbox)
