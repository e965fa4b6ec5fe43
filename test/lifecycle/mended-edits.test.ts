import {mendedEdits} from './scenarios/mended-edits.ts'

mendedEdits({api: 'emulated', helm: '4.2.3'})
