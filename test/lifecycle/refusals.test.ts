import {inSandbox} from './scenario.ts'
import {refusalsBeforeChange, roleless, unregistered} from './scenarios/refusals.ts'

refusalsBeforeChange(inSandbox)
unregistered(inSandbox)
roleless(inSandbox)
