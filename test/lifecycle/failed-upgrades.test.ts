import {inSandbox} from './scenario.ts'
import {failedUpgrades} from './scenarios/failed-upgrades.ts'

failedUpgrades(inSandbox)
