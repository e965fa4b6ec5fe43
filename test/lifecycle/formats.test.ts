import {inSandbox} from './scenario.ts'
import {formats} from './scenarios/formats.ts'

formats(inSandbox)
