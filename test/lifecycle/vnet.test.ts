import {vnet} from './scenarios/vnet.ts'

vnet({api: 'emulated', helm: '4.2.3'})
