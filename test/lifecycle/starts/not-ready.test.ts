import {inSandbox} from '../scenario.ts'
import {notReady} from '../scenarios/starts/not-ready.ts'

notReady(inSandbox)
