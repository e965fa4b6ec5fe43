import {twoRuns} from './scenarios/two-runs.ts'

twoRuns({api: 'emulated', helm: '4.2.3'})
