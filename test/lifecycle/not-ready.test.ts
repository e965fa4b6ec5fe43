import {notReady} from './scenarios/not-ready.ts'

notReady({api: 'emulated', helm: '4.2.3'})
