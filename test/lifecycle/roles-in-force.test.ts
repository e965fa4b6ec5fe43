import {rolesInForce} from './scenarios/roles-in-force.ts'

rolesInForce({api: 'emulated', helm: '4.2.3'})
