import {formats} from './scenarios/formats.ts'

formats({api: 'emulated', helm: '4.2.3'})
