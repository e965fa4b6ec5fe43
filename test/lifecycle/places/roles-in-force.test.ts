import {rolesInForce} from '../scenarios/places/roles-in-force.ts'

rolesInForce({api: 'emulated', helm: '4.2.3'})
