import {inSandbox} from '../scenario.ts'
import {rotation} from '../scenarios/places/rotation.ts'

rotation(inSandbox)
