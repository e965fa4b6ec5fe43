import {inSandbox} from '../scenario.ts'
import {adoption} from '../scenarios/places/adoption.ts'

adoption(inSandbox)
