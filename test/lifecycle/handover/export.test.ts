import {inSandbox} from '../scenario.ts'
import {exports} from '../scenarios/handover/export.ts'

exports(inSandbox)
