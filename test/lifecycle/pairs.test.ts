import {pairs} from './scenarios/pairs.ts'

pairs({api: 'emulated', helm: '4.2.3'})
