import {moves} from './scenarios/moves.ts'

moves({api: 'emulated', helm: '4.2.3'})
