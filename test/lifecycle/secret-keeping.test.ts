import {secretKeeping} from './scenarios/secret-keeping.ts'

secretKeeping({api: 'emulated', helm: '4.2.3'})
