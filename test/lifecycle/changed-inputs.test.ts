import {inSandbox} from './scenario.ts'
import {changedInputs} from './scenarios/changed-inputs.ts'

changedInputs(inSandbox)
