import {inSandbox} from './scenario.ts'
import {mendedEdits} from './scenarios/mended-edits.ts'

mendedEdits(inSandbox)
