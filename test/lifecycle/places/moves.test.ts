import {moves} from '../scenarios/places/moves.ts'

moves({api: 'emulated', helm: '4.2.3'})
