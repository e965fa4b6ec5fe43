import {orphans} from '../scenarios/left-behind/orphans.ts'

orphans({api: 'emulated', helm: '4.2.3'})
