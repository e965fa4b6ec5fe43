import {wrongClock} from '../scenarios/hostile/wrong-clock.ts'

wrongClock({api: 'emulated', helm: '4.2.3'})
