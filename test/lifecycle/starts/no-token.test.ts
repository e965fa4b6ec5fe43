import {inSandbox} from '../scenario.ts'
import {noToken} from '../scenarios/starts/no-token.ts'

noToken(inSandbox)
