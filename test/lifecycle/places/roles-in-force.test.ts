import {inSandbox} from '../scenario.ts'
import {rolesInForce} from '../scenarios/places/roles-in-force.ts'

rolesInForce(inSandbox)
