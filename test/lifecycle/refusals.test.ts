import {refusalsBeforeChange, roleless, unregistered} from './scenarios/refusals.ts'

refusalsBeforeChange({api: 'emulated', helm: '4.2.3'})
unregistered({api: 'emulated', helm: '4.2.3'})
roleless({api: 'emulated', helm: '4.2.3'})
