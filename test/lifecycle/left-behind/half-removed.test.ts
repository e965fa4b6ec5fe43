import {halfRemoved} from '../scenarios/left-behind/half-removed.ts'

halfRemoved({api: 'emulated', helm: '4.2.3'})
