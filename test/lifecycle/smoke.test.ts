import {smoke} from './scenarios/smoke.ts'

smoke({api: 'emulated', helm: '4.2.3'})
