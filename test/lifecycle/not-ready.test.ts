import {inSandbox} from './scenario.ts'
import {notReady} from './scenarios/not-ready.ts'

notReady(inSandbox)
