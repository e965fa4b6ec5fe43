import {inSandbox} from './scenario.ts'
import {vnet} from './scenarios/vnet.ts'

vnet(inSandbox)
