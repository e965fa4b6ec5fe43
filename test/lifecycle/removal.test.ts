import {removal} from './scenarios/removal.ts'

removal({api: 'emulated', helm: '4.2.3'})
