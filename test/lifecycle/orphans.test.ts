import {orphans} from './scenarios/orphans.ts'

orphans({api: 'emulated', helm: '4.2.3'})
