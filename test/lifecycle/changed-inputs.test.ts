import {changedInputs} from './scenarios/changed-inputs.ts'

changedInputs({api: 'emulated', helm: '4.2.3'})
