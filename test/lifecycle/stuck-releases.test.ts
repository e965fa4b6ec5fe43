import {stuckReleases} from './scenarios/stuck-releases.ts'

stuckReleases({api: 'emulated', helm: '4.2.3'})
