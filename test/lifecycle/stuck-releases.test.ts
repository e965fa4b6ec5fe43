import {inSandbox} from './scenario.ts'
import {stuckReleases} from './scenarios/stuck-releases.ts'

stuckReleases(inSandbox)
