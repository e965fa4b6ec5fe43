import {inSandbox} from './scenario.ts'
import {twoRuns} from './scenarios/two-runs.ts'

twoRuns(inSandbox)
