import {interruptions} from './scenarios/interruptions.ts'

interruptions({api: 'emulated', helm: '4.2.3'})
