import {hostileRecords} from '../scenarios/hostile/records.ts'

hostileRecords({api: 'emulated', helm: '4.2.3'})
